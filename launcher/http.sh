# shellcheck shell=bash
# Talking to the resource manager with curl, and reading its flat JSON with bash alone.

# manager_url: where the resource manager is (or will be) reached from this machine.
manager_url() {
  if [[ -n ${DOCKERRM_URL:-} ]]; then
    printf '%s' "${DOCKERRM_URL%/}"
    return
  fi
  local host=${DOCKERRM_ADDRESS:-}
  case $host in
    '' | 0.0.0.0 | :: | 127.0.0.1) host=localhost ;;
    *:*) host="[$host]" ;;
  esac
  printf 'http://%s:%s' "$host" "$port"
}

# fetch URL: the body of a successful answer; fails otherwise. Never by a proxy.
fetch() { curl -fsS --noproxy '*' --max-time "${2:-5}" -- "$1" 2>/dev/null; }

# call METHOD PATH [JSON [HEADER]]: sets http_status (000: no answer) and answer.
call() {
  local method=$1 path=$2 body=${3:-} out
  local arguments=(-sS --noproxy '*' --max-time 30 -X "$method" -H 'Accept: application/json')
  [[ -z $body ]] || arguments+=(-H 'Content-Type: application/json' --data-binary "$body")
  [[ -z ${4:-} ]] || arguments+=(-H "$4")
  out=$(curl "${arguments[@]}" -w '\n%{http_code}' -- "$(manager_url)/api/resource-manager$path" 2>&1) || true
  http_status=${out##*$'\n'}
  answer=${out%$'\n'*}
}

# json_string JSON KEY: the first string of that key, unescaped, without control characters.
json_string() {
  local pattern="\"$2\"[[:space:]]*:[[:space:]]*\"(([^\"\\\\]|\\\\.)*)\""
  [[ $1 =~ $pattern ]] || return 1
  json_text "${BASH_REMATCH[1]}"
}

# json_text TEXT: what stands between the quotes of a JSON string, without control characters.
json_text() {
  local text=${1//\\\//\/}
  printf '%b' "${text//\\\"/\\042}" | tr -d '\000-\010\013-\037\177'
}

# json_number JSON KEY: the first whole number of that key.
json_number() {
  local pattern="\"$2\"[[:space:]]*:[[:space:]]*([0-9]+)"
  [[ $1 =~ $pattern ]] || return 1
  printf '%s' "${BASH_REMATCH[1]}"
}

# json_strings JSON KEY: the strings of the first list of that key, a line each, unescaped.
json_strings() {
  local begin="\"$2\"[[:space:]]*:[[:space:]]*\\[(.*)" next='^[[:space:],]*"(([^"\\]|\\.)*)"' rest
  [[ $1 =~ $begin ]] || return 0
  rest=${BASH_REMATCH[1]}
  while [[ $rest =~ $next ]]; do
    rest=${rest:${#BASH_REMATCH[0]}}
    json_text "${BASH_REMATCH[1]}"
    echo
  done
}

# type_state TYPE JSON: the state and, behind a tab, the reason of a type in an answer of /types.
type_state() {
  local pattern="\"name\"[[:space:]]*:[[:space:]]*\"${1//./\\.}\"(.*)" rest
  [[ $2 =~ $pattern ]] || return 1
  rest=${BASH_REMATCH[1]}
  # Up to the next type, so that its reason is not taken for this one's.
  rest=${rest%%\"name\"*}
  printf '%s\t%s' "$(json_string "$rest" state)" "$(json_string "$rest" stateReason)"
}

# count_of JSON KEY: how often the key occurs.
count_of() { { grep -o "\"$2\"[[:space:]]*:" <<<"$1" || true; } | wc -l; }
