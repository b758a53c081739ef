# shellcheck shell=bash
# Kills a resource manager, or what it needs, at random moments while it works, and looks what became
# of the work.

command_chaos() {
  local kills=25 seed=$RANDOM$RANDOM victim=manager
  while [[ $# -gt 0 ]]; do
    case $1 in
      --kills) kills=$(chaos_number "$@") ;;
      --seed) seed=$(chaos_number "$@") ;;
      --victim) victim=$(chaos_victim "${2:-}") ;;
      *) die "./dockerrm chaos knows only --kills, --seed and --victim (got: $1)" "See: ./dockerrm help chaos" ;;
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
    -Dit.test=Chaos -Ddockerrm.test.redirect=false -Ddockerrm.test.postgresql.skip=true \
    -Dchaos.victim="$victim" -Dchaos.kills="$kills" -Dchaos.seed="$seed"
}

# chaos_number OPTION VALUE: prints the value if it is a number.
chaos_number() {
  [[ ${2:-} =~ ^[0-9]{1,9}$ ]] || die "$1 needs a number (got: ${2:-nothing})" "See: ./dockerrm help chaos"
  echo "$2"
}

# chaos_victim NAME: prints the name if there is such a victim.
chaos_victim() {
  [[ $1 =~ ^(manager|broker|engine|database)$ ]] ||
    die "--victim is manager, broker, engine or database (got: ${1:-nothing})" "See: ./dockerrm help chaos"
  echo "$1"
}
