# shellcheck shell=bash
# Finds what the build and the tests need, installs it where it may, and runs the tests.

# Installing is for root on a system with apt-get (Debian, Ubuntu); elsewhere it prints what to do.
can_install() { ((EUID == 0)) && have apt-get; }

apt_get() { # WHAT ARGUMENT...
  DEBIAN_FRONTEND=noninteractive patiently "$1" "$data/apt.log" apt-get -o DPkg::Lock::Timeout=300 "${@:2}" ||
    die_with "$data/apt.log" 15 "apt-get failed while $1"
}

refresh_packages() {
  [[ -n ${apt_refreshed:-} ]] || apt_get "refreshing the package lists" update -q
  apt_refreshed=yes
}

# apt_install PACKAGE...: installs packages; what apt-get says is in data/apt.log.
apt_install() {
  refresh_packages
  apt_get "fetching $*" install -y -q --no-install-recommends --download-only "$@"
  # An interrupt must not leave it half done; it counts afterwards.
  local signal late=
  # shellcheck disable=SC2064
  for signal in HUP INT TERM; do trap "late=$signal; complain 'waiting for the installation of packages'" $signal; done
  apt_get "installing $*" install -y -q --no-install-recommends "$@"
  set_traps
  [[ -z $late ]] || kill -s "$late" "$BASHPID"
}

# available PACKAGE: whether apt-get could install it.
available() { apt-cache policy "$1" 2>/dev/null | grep 'Candidate: [^(]' >/dev/null; }

# need NAME TEST PACKAGE...: installs the first of the packages that there is, unless the test holds.
# Sets how to what was done.
need() {
  local name=$1 test=$2 package
  shift 2
  how=found
  $test && return
  can_install || die "$name is missing" "Install it, on Debian or Ubuntu: sudo apt-get install $1"
  refresh_packages
  for package in "$@"; do available "$package" && break; done
  apt_install "$package"
  how="installed $package:"
  $test || die "the package $package is installed, and $name is still missing"
}

# find_jdk: sets jdk and jdk_version to the first JDK that is new enough.
find_jdk() {
  local home
  for home in "${JAVA_HOME:-}" "$(readlink -f -- "$(command -v javac)" | sed 's/.bin.javac$//')" /usr/lib/jvm/*; do
    [[ -n $home && -x $home/bin/javac && -x $home/bin/java ]] || continue
    jdk=$home
    jdk_version=$("$home/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9][0-9.]*\).*/\1/p')
    ((${jdk_version%%.*} >= 17)) && return
  done
  return 1
}

need_java() {
  begin "Java 17 or newer"
  need "a JDK 17 or newer (searched: JAVA_HOME, PATH, /usr/lib/jvm)" find_jdk \
    openjdk-17-jdk-headless openjdk-21-jdk-headless default-jdk-headless
  export JAVA_HOME=$jdk
  finish "$how $jdk/bin/java $jdk_version"
}

need_program() { # NAME PROGRAM PACKAGE [TEST]
  begin "$1"
  need "the program '$2'" "${4:-have $2}" "$3"
  finish "$how $(command -v "$2" || say "$1")"
}
need_maven() { need_program Maven mvn maven; }

need_basis() { # STEPS in all, of which these are four
  plan "$1"
  need_java
  need_maven
  need_engine
  need_base_image
}

has_browser() { have chromedriver && { have chromium || have chromium-browser || have google-chrome; }; }

# has_compose: sets compose, an array, to the command at hand.
has_compose() {
  compose=(docker-compose) && have docker-compose && return
  compose=(docker compose) && have docker && docker compose version >/dev/null 2>&1
}

# Without arguments all tests but those that run for minutes; with --all these, too.
command_test() {
  [[ $# -gt 0 ]] || set -- -Ddockerrm.test.excluded=long
  [[ $* != --all ]] || set --
  need_basis 8
  need_program curl curl curl
  need_program "ip for the tests" ip iproute2
  need_program "browser for the tests" chromedriver chromium-driver has_browser
  need_program Compose docker-compose docker-compose has_compose
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
    [[ $name$1=${2:-} =~ ^(chaos--victim=(manager|broker|engine|database)|(chaos--(kills|seed)|fuzz--(requests|seed))=[0-9]{1,10})$ ]] ||
      usage "./dockerrm $name cannot take $1 ${2:-}" "See: ./dockerrm help $name"
    settings+=("-D$name.${1#--}=$2")
    shift 2
  done
  need_basis 5
  need_program curl curl curl
  run_maven -q -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -Dit.test="$class" \
    -Ddockerrm.test.redirect=false -Ddockerrm.test.postgresql.skip=true "${settings[@]}"
}

run_maven() {
  exec </dev/null
  undo=()
  cd -- "${root:?}"
  attended mvn -B -ntp verify "$@"
}
