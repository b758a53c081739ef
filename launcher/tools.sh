# shellcheck shell=bash
# Finds what the build needs, and installs it where it may: JDK, Maven, curl, browser, compose.

apt_refreshed=no

# Installing is for root on a system with apt-get (Debian, Ubuntu); elsewhere it prints what to do.
can_install() { ((EUID == 0)) && have apt-get; }

apt_get() {
  DEBIAN_FRONTEND=noninteractive patiently "$1" "$data/apt.log" \
    apt-get -o DPkg::Lock::Timeout=300 "${@:2}"
}

# apt_install PACKAGE...: installs packages; what apt-get says is in data/apt.log.
apt_install() {
  make_data_directory
  refresh_packages
  apt_get "fetching $*" install -y -q --no-install-recommends --download-only "$@" || apt_failed "$*"
  child_may_stop=no
  apt_get "installing $*" install -y -q --no-install-recommends "$@" || apt_failed "$*"
  child_may_stop=yes
}

refresh_packages() {
  [[ $apt_refreshed == no ]] || return 0
  apt_get "refreshing the package lists" update -q || apt_failed "the package lists"
  apt_refreshed=yes
}

apt_failed() {
  close_line
  show_end "$data/apt.log"
  die "apt-get could not install $1" "Correct what the lines above say, then try again."
}

# available PACKAGE: whether apt-get could install it.
# (No grep -q behind a pipe in these files: it leaves early, and pipefail takes that for a failure.)
available() { apt-cache policy "$1" 2>/dev/null | grep 'Candidate: [^(]' >/dev/null; }

# first_available PACKAGE...: the first of them that apt-get could install.
first_available() {
  local package
  for package in "$@"; do
    if available "$package"; then
      printf '%s' "$package"
      return
    fi
  done
  return 1
}

# ---- Java --------------------------------------------------------------------------------------

# javac_version HOME: 17.0.15, say; fails where there is no compiler.
javac_version() {
  [[ -x $1/bin/javac && -x $1/bin/java ]] || return 1
  "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9][0-9.]*\).*/\1/p' | grep .
}

# find_jdk: sets jdk and jdk_version to the first JDK that is new enough.
find_jdk() {
  local homes=() home
  [[ -z ${JAVA_HOME:-} ]] || homes+=("$JAVA_HOME")
  if have javac; then
    home=$(readlink -f -- "$(command -v javac)")
    homes+=("${home%/bin/javac}")
  fi
  homes+=(/usr/lib/jvm/*)
  for home in "${homes[@]}"; do
    jdk_version=$(javac_version "$home") || continue
    if ((${jdk_version%%.*} >= 17)); then
      jdk=$home
      return
    fi
  done
  return 1
}

need_java() {
  local package how=found
  begin "Java 17 or newer"
  if ! find_jdk; then
    can_install || die "there is no JDK 17 or newer (JAVA_HOME, PATH and /usr/lib/jvm were searched)" \
      "Install one, on Debian or Ubuntu: sudo apt-get install openjdk-17-jdk-headless" \
      "or set JAVA_HOME to the one you have."
    refresh_packages
    package=$(first_available openjdk-17-jdk-headless openjdk-21-jdk-headless default-jdk-headless) ||
      die "this system's packages have no JDK" "Install a JDK 17 or newer and set JAVA_HOME to it."
    apt_install "$package"
    find_jdk || die "$package is installed, and still there is no JDK 17 or newer" \
      "Install a JDK 17 or newer and set JAVA_HOME to it."
    how=installed
  fi
  export JAVA_HOME=$jdk
  finish "$how $jdk/bin/java $jdk_version"
}

need_program() { # NAME PROGRAM PACKAGE
  local how=found
  begin "$1"
  if ! have "$2"; then
    can_install || die "$1 is missing: there is no '$2' on the PATH" \
      "Install it, on Debian or Ubuntu: sudo apt-get install $3"
    apt_install "$3"
    how=installed
    have "$2" || die "the package $3 is installed, and still there is no '$2' on the PATH"
  fi
  finish "$how $(command -v "$2")"
}

need_maven() { need_program Maven mvn maven; }

need_curl() { need_program curl curl curl; }

# ---- for the tests -----------------------------------------------------------------------------

need_ip() { need_program "ip for the tests" ip iproute2; }

find_browser() {
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if have "$name"; then
      command -v "$name"
      return
    fi
  done
  return 1
}

need_browser() {
  local how=found
  begin "browser for the tests"
  if ! find_browser >/dev/null || ! have chromedriver; then
    can_install || die "Chromium or its driver (chromedriver) is missing; a test looks at Cockpit with it" \
      "Install both, on Debian: sudo apt-get install chromium chromium-driver"
    apt_install chromium chromium-driver
    how=installed
  fi
  finish "$how $(find_browser) and $(command -v chromedriver)"
}

# find_compose: sets compose, an array, to the command at hand.
find_compose() {
  if have docker-compose; then
    compose=(docker-compose)
  elif have docker && docker compose version >/dev/null 2>&1; then
    compose=(docker compose)
  else
    return 1
  fi
}

need_compose() {
  local how=found
  begin "Compose"
  if ! find_compose; then
    can_install || die "neither docker-compose nor 'docker compose' is there" \
      "Install it, on Debian or Ubuntu: sudo apt-get install docker-compose"
    apt_install docker-compose
    find_compose || die "docker-compose is installed, and still not on the PATH"
    how=installed
  fi
  finish "$how ${compose[*]} $("${compose[@]}" version --short 2>/dev/null)"
}
