# shellcheck shell=bash
# Kills a resource manager, or what it needs, at random moments while it works, and looks what became
# of the work.

command_chaos() {
  local kills=25 seed=$RANDOM$RANDOM victim=manager
  while [[ $# -gt 0 ]]; do
    case $1 in
      --kills) kills=$(trial_number chaos "$@") ;;
      --seed) seed=$(trial_number chaos "$@") ;;
      --victim) victim=$(chaos_victim "${2:-}") ;;
      *) die "./dockerrm chaos knows only --kills, --seed and --victim (got: $1)" "See: ./dockerrm help chaos" ;;
    esac
    shift 2
  done
  run_trial Chaos -Dchaos.victim="$victim" -Dchaos.kills="$kills" -Dchaos.seed="$seed"
}

# chaos_victim NAME: prints the name if there is such a victim.
chaos_victim() {
  [[ $1 =~ ^(manager|broker|engine|database)$ ]] ||
    die "--victim is manager, broker, engine or database (got: ${1:-nothing})" "See: ./dockerrm help chaos"
  echo "$1"
}
