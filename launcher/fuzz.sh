# shellcheck shell=bash
# Sends a resource manager any number of strange requests, and looks at every answer.

command_fuzz() {
  local requests=20000 seed=$RANDOM$RANDOM
  while [[ $# -gt 0 ]]; do
    case $1 in
      --requests) requests=$(trial_number fuzz "$@") ;;
      --seed) seed=$(trial_number fuzz "$@") ;;
      *) die "./dockerrm fuzz knows only --requests and --seed (got: $1)" "See: ./dockerrm help fuzz" ;;
    esac
    shift 2
  done
  run_trial FuzzIT -Dfuzz.requests="$requests" -Dfuzz.seed="$seed"
}
