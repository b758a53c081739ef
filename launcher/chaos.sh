# shellcheck shell=bash
# Kills a resource manager at random moments while it works, and looks what became of the work.

command_chaos() {
  local kills=25 seed=$RANDOM$RANDOM
  while [[ $# -gt 0 ]]; do
    case $1 in
      --kills) kills=${2:-} ;;
      --seed) seed=${2:-} ;;
      *) die "./dockerrm chaos knows only --kills and --seed (got: $1)" "See: ./dockerrm help chaos" ;;
    esac
    [[ ${2:-} =~ ^[0-9]{1,9}$ ]] || die "$1 needs a number (got: ${2:-nothing})" "See: ./dockerrm help chaos"
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
  attended mvn -B -ntp -q verify -Djacoco.skip -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false \
    -Dit.test=Chaos -Ddockerrm.test.redirect=false -Ddockerrm.test.postgresql.skip=true \
    -Dchaos.kills="$kills" -Dchaos.seed="$seed"
}
