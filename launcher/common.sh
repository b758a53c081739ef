# shellcheck shell=bash
# Settings, messages, progress, interrupts and the lock: what every command uses.

# Where data lies, always as an absolute path: processes with other working directories read it.
data=${DOCKERRM_DATA:-data}
[[ $data == /* ]] || data=${root:?}/$data
port=${DOCKERRM_PORT:-8081}

say() { printf '%s\n' "$*"; }
complain() { printf '%s\n' "$*" >&2; }

# die REASON [WHAT TO DO]...: ends with the reason and, indented, what to do about it.
die() {
  close_line
  complain "dockerrm: $1${2:+$(printf '\n  %s' "${@:2}")}"
  exit 1
}

# usage REASON [WHAT TO DO]...: as die, for a command that was called in the wrong way.
usage() { (die "$@") || exit 2; }

# die_with LOG LINES REASON [WHAT TO DO]...: as die, behind the last lines of a log.
die_with() {
  close_line
  complain "---- the last lines of $(shown "$1")"$'\n'"$(tail -n "$2" -- "$1")"$'\n----'
  die "$3" "The lines above (all of them: $(shown "$1")) say why." "${@:4}"
}

# alive PID: whether the process runs; one that has ended and only waits for its parent does not.
alive() { [[ -n $1 && $(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null) == [!Z]* ]]; }

have() { command -v -- "$1" >/dev/null 2>&1; }
# shown PATH: as it is typed from here.
shown() { printf '%s' "${1#"$PWD"/}"; }

# Checks the settings and sets the traps.
prepare() {
  [[ $port =~ ^[1-9][0-9]{0,4}$ && $port -le 65535 ]] ||
    die "DOCKERRM_PORT is not a port number: $port" "Choose one from 1 to 65535."
  export DOCKERRM_DATA=$data DOCKERRM_PORT=$port
  trap undo_all EXIT
  set_traps
}

set_traps() {
  trap 'interrupted HUP 129' HUP
  trap 'interrupted INT 130' INT
  trap 'interrupted TERM 143' TERM
}

# The data directory holds the database and the first password: it is private to its owner.
make_data_directory() {
  [[ -d $data ]] || (umask 077 && mkdir -p -- "$data") || true
  [[ -w $data ]] || die "the data directory $data is not writable for this user" "Choose another one with DOCKERRM_DATA."
}

# One command at a time: file descriptor 9 holds the lock.
take_lock() {
  make_data_directory
  exec 9>>"$data/.lock"
  flock -n 9 && return
  say "another ./dockerrm is at work in $data; waiting for it"
  flock -w 1800 9 || die "the other ./dockerrm has not ended within 30 minutes" "Look for it with: ps -ef | grep dockerrm"
}

undo=() # functions, run last to first when the command does not end well
child=  # leader of the process group of the command that is waited for

interrupted() {
  trap '' HUP INT TERM
  close_line
  complain "interrupted (SIG$1): undoing what is half done"
  exit "$2"
}

undo_all() {
  local status=$? i # the functions look at the status
  trap '' HUP INT TERM
  set +e
  [[ -z $child ]] || stop_child
  for ((i = ${#undo[@]} - 1; status != 0 && i >= 0; i--)); do "${undo[i]}"; done
  exit "$status"
}
stop_child() { end_process "$child" 10 "-$child"; }

# end_process PID SECONDS TARGET: asks the target to end, which the process leads, and kills it then.
end_process() {
  local i
  kill -TERM -- "$3" 2>/dev/null || true
  for ((i = 0; i < $2 * 5; i++)); do
    alive "$1" || return 0
    sleep 0.2
  done
  kill -KILL -- "$3" 2>/dev/null || true
  complain "it did not end within $2 s and was killed"
}

# attended COMMAND...: runs a command in the open, so that an interrupt ends all that it started.
attended() {
  local status=0
  setsid "$@" </dev/null &
  child=$!
  wait "$child" || status=$?
  child=
  return "$status"
}

line_open=no # yes while the cursor stands behind the label of a step
[[ -t 1 ]] && terminal=yes || terminal=no
step=0 steps=0

# plan N: the next N steps belong together.
plan() { make_data_directory && step=0 steps=$1; }

begin() {
  label="[$((++step))/$steps] $1 ... "
  printf '%s' "$label"
  line_open=yes
}

# finish RESULT: ends the step's line.
finish() {
  if [[ $terminal == yes ]]; then printf '\r\033[K%s' "$label"; fi
  if [[ $line_open == no ]]; then printf '      '; fi
  say "$*"
  line_open=no
}

close_line() { [[ $line_open == no ]] || { line_open=no && printf '\n'; }; }

# still SECONDS WHAT DETAIL: shows that a step goes on; without a terminal once in 15 seconds.
still() {
  local text="$2, $1 s${3:+: $3}"
  if [[ $terminal == yes ]]; then
    (:) # lets bash look up the width of the terminal
    printf '\r\033[K%s' "$(cut -c "1-$((${COLUMNS:-80} - 1))" <<<"$label$text")"
    line_open=yes
  elif (($1 > 0 && $1 % 15 == 0)); then
    close_line
    say "      ${text:0:160}"
  fi
}

readable_end() {
  tail -c 4000 -- "$1" 2>/dev/null | tr '\r' '\n' | sed 's/\x1b\[[0-9;?]*[A-Za-z]//g' |
    tr -d '\000-\010\013-\037\177' | sed '/^[[:space:]]*$/d'
}

# last_line FILE: the last one that says something, without colours and control characters.
last_line() { readable_end "$1" | tail -n 1; }

# maven_progress FILE: what Maven does by its log: a file that it downloads, or the goal at work.
maven_progress() {
  readable_end "$1" | sed -n \
    -e 's/^Downloading from [^:]*: .*\/\([^/]*\)$/downloading \1/p' \
    -e 's/^\[INFO\] --- \([a-z-]*\):[^:]*:\([A-Za-z-]*\) .*/\1: \2/p' | tail -n 1
}

# patiently WHAT LOG COMMAND...: runs a command that takes its time, its output in LOG. The variable
# progress names the function that says how far it is, by default by the last line of LOG. Where one
# named by the variable hopeless succeeds with the seconds and LOG, the command is stopped.
patiently() {
  local what=$1 log=$2 begun=$SECONDS seen=-1 now status=0
  shift 2
  setsid "$@" >"$log" 2>&1 </dev/null &
  child=$!
  while alive "$child"; do
    now=$((SECONDS - begun))
    if ((now != seen)); then
      still "$now" "$what" "$("${progress:-last_line}" "$log")"
      ! "${hopeless:-false}" "$now" "$log" || stop_child
      seen=$now
    fi
    sleep 0.2
  done
  wait "$child" || status=$?
  child=
  return "$status"
}
