# shellcheck shell=bash
# Sends a resource manager any number of strange requests, and looks at every answer.

command_fuzz() {
  local requests=20000 seed=$RANDOM$RANDOM
  while [[ $# -gt 0 ]]; do
    case $1 in
      --requests) requests=$(fuzz_number "$@") ;;
      --seed) seed=$(fuzz_number "$@") ;;
      *) die "./dockerrm fuzz knows only --requests and --seed (got: $1)" "See: ./dockerrm help fuzz" ;;
    esac
    shift 2
  done
  exec </dev/null
  make_data_directory
  plan 5
  need_java
  need_maven
  need_curl
  need_engine
  need_base_image
  undo=()
  cd -- "${root:?}"
  attended mvn -B -ntp -q verify -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false \
    -Dit.test=FuzzIT -Ddockerrm.test.redirect=false -Ddockerrm.test.postgresql.skip=true \
    -Dfuzz.requests="$requests" -Dfuzz.seed="$seed"
}

# fuzz_number OPTION VALUE: prints the value if it is a number.
fuzz_number() {
  [[ ${2:-} =~ ^[0-9]{1,10}$ ]] || die "$1 needs a number (got: ${2:-nothing})" "See: ./dockerrm help fuzz"
  echo "$2"
}
