# shellcheck shell=bash
# Runs the tests on this machine.

command_test() {
  exec </dev/null
  make_data_directory
  plan 8
  need_java
  need_maven
  need_curl
  need_engine
  need_base_image
  need_ip
  need_browser
  need_compose
  # The tests bring their own settings; those of a manager in use here must not reach them.
  unset DOCKERRM_METRIC_PORT DOCKERRM_METRIC_ADDRESS
  unset DOCKERRM_DATA DOCKERRM_PORT DOCKERRM_CONFIG DOCKERRM_PROCESSES DOCKERRM_ADDRESS DOCKERRM_URL \
    DOCKERRM_DB_URL DOCKERRM_DB_USER DOCKERRM_DB_PASSWORD
  undo=()
  cd -- "${root:?}"
  attended mvn -B -ntp verify "$@"
}

# run_trial CLASS SETTING...: runs one class of tests, as long as its settings say.
run_trial() {
  local class=$1
  shift
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
    -Dit.test="$class" -Ddockerrm.test.redirect=false -Ddockerrm.test.postgresql.skip=true "$@"
}

# trial_number COMMAND OPTION VALUE: prints the value if it is a number.
trial_number() {
  [[ ${3:-} =~ ^[0-9]{1,10}$ ]] ||
    die "$2 needs a number (got: ${3:-nothing})" "See: ./dockerrm help $1"
  echo "$3"
}
