# shellcheck shell=bash
# Runs the whole test suite on this machine.

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
