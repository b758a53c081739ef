# shellcheck shell=bash
# Runs the tests on this machine, and the two that take as long as they are given.

command_test() {
  plan 8
  need_build
  need_program curl curl curl
  need_engine
  need_base_image
  need_program "ip for the tests" ip iproute2
  need_browser
  need_compose
  # The tests bring their own settings; those of a manager in use here must not reach them.
  unset "${!DOCKERRM_@}"
  run_maven "$@"
}

command_chaos() { trial Chaos chaos -Dchaos.kills=25 "$@"; }

command_fuzz() { trial FuzzIT fuzz -Dfuzz.requests=20000 "$@"; }

# trial CLASS NAME DEFAULT [OPTION VALUE]...: --kills 5 is -Dchaos.kills=5; the last one counts.
trial() {
  local class=$1 name=$2 settings=("$3" "-D$2.seed=$RANDOM$RANDOM")
  shift 3
  while [[ $# -gt 0 ]]; do
    [[ $name:$1 == @(chaos:--kills|chaos:--seed|chaos:--victim|fuzz:--requests|fuzz:--seed) ]] ||
      usage "./dockerrm $name has no option $1" "See: ./dockerrm help $name"
    if [[ $1 == --victim ]]; then
      [[ ${2:-} =~ ^(manager|broker|engine|database)$ ]] || usage "--victim must be manager, broker, engine or database (got: ${2:-nothing})"
    elif [[ ! ${2:-} =~ ^[0-9]{1,10}$ ]]; then
      usage "$1 needs a number (got: ${2:-nothing})" "See: ./dockerrm help $name"
    fi
    settings+=("-D$name.${1#--}=$2")
    shift 2
  done
  plan 5
  need_build
  need_program curl curl curl
  need_engine
  need_base_image
  run_maven -q -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -Dit.test="$class" \
    -Ddockerrm.test.redirect=false -Ddockerrm.test.postgresql.skip=true "${settings[@]}"
}

need_build() {
  exec </dev/null
  make_data_directory
  need_java
  need_maven
}

run_maven() {
  undo=()
  cd -- "${root:?}"
  attended mvn -B -ntp verify "$@"
}
