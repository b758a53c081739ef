# shellcheck shell=bash
# Finds what the build and the tests need, and installs it where it may.

apt_refreshed=no

# Installing is for root on a system with apt-get (Debian, Ubuntu); elsewhere it prints what to do.
can_install() { ((EUID == 0)) && have apt-get; }

apt_get() {
  DEBIAN_FRONTEND=noninteractive patiently "$1" "$data/apt.log" apt-get -o DPkg::Lock::Timeout=300 "${@:2}" ||
    die_with "$data/apt.log" 15 "apt-get failed while $1"
}

# apt_install PACKAGE...: installs packages; what apt-get says is in data/apt.log.
apt_install() {
  refresh_packages
  apt_get "fetching $*" install -y -q --no-install-recommends --download-only "$@"
  child_may_stop=no
  apt_get "installing $*" install -y -q --no-install-recommends "$@"
  child_may_stop=yes
}

refresh_packages() {
  [[ $apt_refreshed == no ]] || return 0
  make_data_directory
  apt_get "refreshing the package lists" update -q
  apt_refreshed=yes
}

# available PACKAGE: whether apt-get could install it.
# (No grep -q behind a pipe in these files: it leaves early, and pipefail takes that for a failure.)
available() { apt-cache policy "$1" 2>/dev/null | grep 'Candidate: [^(]' >/dev/null; }

# need NAME TEST PACKAGE...: installs the first of the packages that there is, unless the test holds.
# Sets how to what was done.
need() {
  local name=$1 test=$2 package
  shift 2
  how=found
  "$test" && return
  can_install || die "$name is missing" "Install it, on Debian or Ubuntu: sudo apt-get install $1"
  refresh_packages
  for package in "$@"; do available "$package" && break; done
  apt_install "$package"
  how="installed $package:"
  "$test" || die "the package $package is installed, and $name is still missing"
}

# ---- Java --------------------------------------------------------------------------------------

# find_jdk: sets jdk and jdk_version to the first JDK that is new enough.
find_jdk() {
  local home
  for home in "${JAVA_HOME:-}" "$(readlink -f -- "$(command -v javac)" | sed 's/.bin.javac$//')" /usr/lib/jvm/*; do
    [[ -x $home/bin/javac && -x $home/bin/java ]] || continue
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

need_program() { # NAME PROGRAM PACKAGE
  begin "$1"
  wanted=$2
  need "the program '$2'" has_wanted "$3"
  finish "$how $(command -v "$2")"
}

has_wanted() { have "$wanted"; }

need_maven() { need_program Maven mvn maven; }

# ---- for the tests -----------------------------------------------------------------------------

has_browser() {
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if have "$name" && have chromedriver; then return; fi
  done
  return 1
}

need_browser() {
  begin "browser for the tests"
  has_browser || ! can_install || apt_install chromium chromium-driver
  need "Chromium with its driver" has_browser chromium-driver
  finish "$how $(command -v chromedriver)"
}

# has_compose: sets compose, an array, to the command at hand.
has_compose() {
  compose=(docker-compose)
  have docker-compose && return
  compose=(docker compose)
  have docker && docker compose version >/dev/null 2>&1
}

need_compose() {
  begin "Compose"
  need Compose has_compose docker-compose
  finish "$how ${compose[*]} $("${compose[@]}" version --short 2>/dev/null)"
}
