# shellcheck shell=bash
# Sends a package to the resource manager, prints what is wrong with it, waits for its image.

onboard_place= # a directory of its own for the archive that is sent
onboard_most_files=10000
onboard_patience=1800

command_onboard() {
  local query='' source='' argument
  for argument in "$@"; do
    case $argument in
      --replace) query='?replace=true' ;;
      -*) die "./dockerrm onboard does not know $argument" "See: ./dockerrm help onboard" ;;
      *)
        [[ -z $source ]] || die "./dockerrm onboard takes one package" "See: ./dockerrm help onboard"
        source=$argument
        ;;
    esac
  done
  [[ -n $source ]] || die "which package? Name its directory or archive" "See: ./dockerrm help onboard"
  [[ -e $source ]] || die "there is no $source"
  source=$(readlink -f -- "$source")
  use_running_url
  plan 3
  onboard_place=$(mktemp -d)
  undo+=(remove_onboard_place)
  pack_package "$source"
  send_package "$(basename -- "$source")" "$query"
  await_image "$onboarded"
  remove_onboard_place
}

remove_onboard_place() { [[ -z $onboard_place ]] || rm -rf -- "$onboard_place"; }

# pack_package SOURCE: puts the archive, or a link to it, at onboard_place/archive.
pack_package() {
  if [[ ! -d $1 ]]; then
    begin "package"
    ln -s -- "$1" "$onboard_place/archive"
    finish "$(shown "$1")"
    return
  fi
  [[ $1 != / ]] || die "the whole file system is no package"
  check_directory "$1"
  find_jdk || die "there is no JDK 17 or newer, whose 'jar' packs the directory" \
    "Run ./dockerrm up once, set JAVA_HOME, or pack it yourself and name the archive."
  begin "package"
  # Every archive is made of names relative to the directory above the package's.
  LC_ALL=C.UTF-8 patiently "packing" "$onboard_place/log" "$jdk/bin/jar" --create --no-manifest \
    --file "$onboard_place/archive" -C "$(dirname -- "$1")" "./$(basename -- "$1")" || {
    close_line
    show_end "$onboard_place/log"
    die "the package could not be packed" "The lines above say why."
  }
  finish "packed $(shown "$1"), $(du -h -- "$onboard_place/archive" | cut -f 1)"
}

# What no archive can hold is reported as the manager would report it.
check_directory() {
  local found many
  found=$(find "$1" -mindepth 1 ! -type f ! -type d \
    -printf '%P: is a link, device, pipe or socket; a package that is sent holds files and directories only\n' | head -n 200)
  if [[ -n $found ]]; then
    complain "$found"
    die "the package cannot be sent as it is"
  fi
  many=$(find "$1" -mindepth 1 -printf x | head -c "$((onboard_most_files + 1))" | wc -c)
  ((many <= onboard_most_files)) || die "the package has more than $onboard_most_files files and directories"
}

# send_package NAME QUERY: posts the archive and leaves the type's name in onboarded.
send_package() {
  local out name
  name=$(tr -c 'A-Za-z0-9._\n-' _ <<<"$1")
  begin "upload"
  out=$(curl -sS --noproxy '*' --max-time 600 -H 'Accept: application/json' \
    -F "upfile=@$onboard_place/archive;filename=$name" \
    -w '\n%{http_code}' -- "$(manager_url)/api/resource-manager/types$2" 2>&1) || true
  http_status=${out##*$'\n'}
  answer=${out%$'\n'*}
  onboarded=$(json_string "$answer" name) || onboarded=
  case $http_status in
    200) finish "$onboarded is there already, unchanged" ;;
    201) finish "$onboarded is taken" ;;
    400)
      close_line
      json_strings "$answer" findings >&2
      die "the package was refused" "Correct what the lines above say and try again."
      ;;
    000) die "the resource manager at $(manager_url) does not answer: $answer" "Start it with: ./dockerrm up" ;;
    *) die "the package was refused: $(json_string "$answer" detail || printf '%s' "$answer") (HTTP $http_status)" ;;
  esac
  json_strings "$answer" findings
}

# await_image TYPE: waits until the type is published or cannot become so by itself.
await_image() {
  local begun=$SECONDS seen=-1 now reason='' shown_state=''
  begin "image"
  while ((SECONDS - begun < onboard_patience)); do
    now=$((SECONDS - begun))
    call GET "/types/$1"
    if [[ $(json_string "$answer" state) == PUBLISHED ]]; then
      finish "$1 is PUBLISHED"
      return
    fi
    [[ $http_status == 200 || $http_status == 000 ]] || die "$1 is gone (HTTP $http_status)"
    reason=$(json_string "$answer" stateReason) || reason=
    look_at_image "$1" "$reason"
    case $image_state in
      FAILED) image_failed "$1" "$reason" ;;
      # Right after the upload the image has not been looked up yet.
      MISSING) ((now < 15)) || image_failed "$1" "$reason" ;;
    esac
    if ((now != seen)) || [[ $image_step != "$shown_state" && $terminal == no ]]; then
      if [[ $terminal == no && -n $image_step && $image_step != "$shown_state" ]]; then
        [[ $line_open == no ]] || close_line
        say "      $image_step"
      else
        still "$now" "${image_step:-waiting for it}" "$image_line"
      fi
      shown_state=$image_step
    fi
    seen=$now
    sleep 0.5
  done
  die "$1 is still unpublished: $reason" "It goes on by itself; see: curl $(manager_url)/api/resource-manager/types/$1"
}

# look_at_image TYPE REASON: sets image_state, image_step ("step 2 of 7") and image_line (of its log).
look_at_image() {
  local step steps
  image_step='' image_line='' image_state=MISSING
  [[ $2 != *"being built"* ]] || image_state=BUILDING
  call GET "/types/$1/image"
  [[ $http_status == 200 ]] || return 0
  image_state=$(json_string "$answer" state) || image_state=MISSING
  step=$(json_number "$answer" step) || return 0
  steps=$(json_number "$answer" steps) || return 0
  ((steps == 0)) || image_step="step $step of $steps"
  image_line=$(json_strings "$answer" log | tail -n 1)
}

image_failed() {
  close_line
  json_strings "$answer" log >&2
  die "$1 has no image: $2" "Correct the package and send it again, with --replace."
}
