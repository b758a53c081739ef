# Runs a script exactly once and prints what came of it; a second call with the same run id waits
# for the first and prints the same.
#   $1 run id   $2 parameters file   $3 script   $4 size in bytes of the parameters on stdin
#   $5 "trial" if the parameters file is to be as before where the script fails
# Prints one line, "dockerrm finished CODE OUTPUT_SIZE PARAMETERS_SIZE", followed by that many bytes
# of each; or "dockerrm lost REASON", or "dockerrm notstarted REASON".
# All names begin with dockerrm_: a variable that is in the environment too would be changed there.
dockerrm_home=/opt/.dockerrm
# Where that cannot be written: it may be full, or not the user's.
dockerrm_spare=/dev/shm/.dockerrm
dockerrm_id=$1
dockerrm_trial=$5
dockerrm_file=$2
dockerrm_script=$3
dockerrm_size=$4

dockerrm_not_started() {
  printf 'dockerrm notstarted %s\n' "$1"
  exit 0
}

dockerrm_lost() {
  printf 'dockerrm lost %s\n' "$1"
  exit 0
}

# The start time of process $1, in dockerrm_started: with the process id it names a process for ever.
dockerrm_look() {
  dockerrm_started=
  { read -r dockerrm_stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  set -- ${dockerrm_stat##*) }
  [ "$1" != Z ] && [ "$#" -ge 20 ] || return 1
  shift 19
  dockerrm_started=$1
}

# Whether the run in directory $1 is still under way.
dockerrm_alive() {
  { read -r dockerrm_pid dockerrm_since <"$1/process"; } 2>/dev/null || return 1
  dockerrm_look "$dockerrm_pid" && [ "$dockerrm_started" = "$dockerrm_since" ]
}

# Prints the result of a script that ended. Whatever still writes to the two files changes nothing of
# it: what came after the sizes were looked at is left out.
dockerrm_print() {
  [ -e "$dockerrm_file" ] || : >"$dockerrm_file"
  # Who edits a link in place makes a file of it: there is one file, whatever its name.
  dockerrm_link=/etc/${dockerrm_file##*/}
  if [ -f "$dockerrm_link" ] && [ ! -L "$dockerrm_link" ]; then
    cat "$dockerrm_link" >"$dockerrm_file" && ln -sf "$dockerrm_file" "$dockerrm_link"
  fi 2>/dev/null
  set -- $(wc -c "$dockerrm_state/output" "$dockerrm_file")
  dockerrm_from=1
  [ "$1" -le 65536 ] || { dockerrm_from=$(($1 - 65535)) && set -- 65536 "$2" "$3"; }
  [ "$3" -le 1048577 ] || set -- "$1" "$2" 1048577
  printf 'dockerrm finished %s %s %s\n' "$dockerrm_code" "$1" "$3"
  [ "$1" -eq 0 ] || tail -c "+$dockerrm_from" "$dockerrm_state/output" | head -c "$1"
  [ "$3" -eq 0 ] || head -c "$3" "$dockerrm_file"
  [ "$dockerrm_code" -eq 0 ] || [ ! -e "$dockerrm_state/before" ] ||
    cat "$dockerrm_state/before" >"$dockerrm_file"
  # An unreaped child would stay a zombie where the container's first process reaps none.
  wait
  exit 0
}

# Whether the script has ended; dockerrm_code is its exit code then.
dockerrm_ended() {
  { read -r dockerrm_code <"$dockerrm_state/code"; } 2>/dev/null && [ -n "$dockerrm_code" ]
}

# Waits for the call that has the run.
dockerrm_join() {
  dockerrm_waited=0
  while [ -d "$dockerrm_state" ]; do
    dockerrm_ended && dockerrm_print
    if ! dockerrm_alive "$dockerrm_state"; then
      dockerrm_ended && dockerrm_print
      # Between the process file and what it says lies a moment only.
      if [ -s "$dockerrm_state/process" ] || [ "$dockerrm_waited" -ge 25 ]; then
        [ -d "$dockerrm_state" ] && dockerrm_lost 'the script was ended before it could tell how'
      fi
    fi
    dockerrm_waited=$((dockerrm_waited + 1))
    sleep 0.2 2>/dev/null || sleep 1
  done
  dockerrm_not_started input
}

# Ends the calls of run $1 that still wait for parameters, and forgets that run.
dockerrm_forget() {
  for dockerrm_input in "$1"/input.*; do
    dockerrm_call=${dockerrm_input##*/input.}
    dockerrm_look "${dockerrm_call%.*}" && [ "$dockerrm_started" = "${dockerrm_call#*.}" ] &&
      kill -KILL "-${dockerrm_call%.*}"
  done
  rm -rf "$1"
}

# A run is where it was begun, or else where there is room.
[ ! -d "$dockerrm_spare/$dockerrm_id" ] || [ -e "$dockerrm_home/$dockerrm_id/process" ] || {
  dockerrm_home=$dockerrm_spare
  dockerrm_spare=/opt/.dockerrm
}
dockerrm_state=$dockerrm_home/$dockerrm_id
[ -d "$dockerrm_home" ] || {
  mkdir -p "$dockerrm_home" && chmod 700 "$dockerrm_home"
  # The image may bring them, readable for everybody; they are going to hold passwords.
  chmod 600 /opt/rmparams /opt/opparams
} 2>/dev/null

# Gives up the run, or this call alone where another one may have the run.
dockerrm_give_up() {
  rm -rf "${2-$dockerrm_state}"
  rmdir "$dockerrm_state" 2>/dev/null
  dockerrm_not_started "$1"
}

# Has the next call use the other place, since this one has no room; there is no third.
dockerrm_no_room() {
  case $dockerrm_spare in
  /dev/shm/*)
    mkdir -m 700 "$dockerrm_spare" 2>/dev/null
    mkdir -m 700 "$dockerrm_spare/$dockerrm_id" 2>/dev/null && dockerrm_give_up input "$@"
    ;;
  esac
  dockerrm_give_up "cannot write to /opt/.dockerrm or /dev/shm/.dockerrm" "$@"
}

mkdir -m 700 "$dockerrm_state" 2>/dev/null || [ -d "$dockerrm_state" ] || {
  head -c "$dockerrm_size" >/dev/null
  dockerrm_no_room
}
[ -e "$dockerrm_state/process" ] && {
  # Whoever sends the parameters must not be left with a full pipe.
  head -c "$dockerrm_size" >/dev/null
  dockerrm_join
}

# The parameters are taken before the run: where an engine dies on the way they never come, nor does
# their end, and another call must be able to have the run. The end of stdin never comes at all, so
# the size tells when to stop reading.
dockerrm_look "$$"
dockerrm_since=$dockerrm_started
dockerrm_input=$dockerrm_state/input.$$.$dockerrm_since
head -c "$dockerrm_size" >"$dockerrm_input" || dockerrm_no_room "$dockerrm_input"
[ "$(($(wc -c <"$dockerrm_input")))" -eq "$dockerrm_size" ] ||
  dockerrm_give_up input "$dockerrm_input"

# Of all calls that have come so far one makes this file.
if ! (set -C && printf '%s %s\n' "$$" "$dockerrm_since" >"$dockerrm_state/process"); then
  rm -f "$dockerrm_input"
  [ -s "$dockerrm_state/process" ] && dockerrm_join
  # It may be another call's that writes it just now; else there is no room for it.
  [ -e "$dockerrm_state/process" ] && sleep 1 && [ -s "$dockerrm_state/process" ] && dockerrm_join
  dockerrm_no_room
fi 2>/dev/null
# Two calls may have found the two places; each looks after it has its own, so that never both go on.
[ ! -e "$dockerrm_spare/$dockerrm_id/process" ] || dockerrm_give_up input
# Room for the exit code, whatever the script fills.
echo '        ' >"$dockerrm_state/code" 2>/dev/null || dockerrm_no_room

for dockerrm_old in "$dockerrm_home"/* "$dockerrm_spare"/*; do
  if [ "$dockerrm_old" != "$dockerrm_state" ] && [ -s "$dockerrm_old/process" ] &&
    ! dockerrm_alive "$dockerrm_old"; then
    # Beside the script's start, since nothing depends on it.
    dockerrm_forget "$dockerrm_old" </dev/null >/dev/null 2>&1 &
  fi
done

for dockerrm_name in rmparams opparams; do
  [ -L "/etc/$dockerrm_name" ] || ln -sf "/opt/$dockerrm_name" "/etc/$dockerrm_name" 2>/dev/null
done

[ -z "$dockerrm_trial" ] || [ ! -f "$dockerrm_file" ] ||
  cat "$dockerrm_file" >"$dockerrm_state/before" 2>/dev/null || rm -f "$dockerrm_state/before"

# Writes the parameters: into their file, in its place, or where there is room, with a link.
dockerrm_write() {
  { [ -e "$dockerrm_file" ] || (umask 077 && : >"$dockerrm_file"); } &&
    cat "$dockerrm_input" >"$dockerrm_file" && return
  case $dockerrm_home in
  /opt/*) mv -f "$dockerrm_input" "$dockerrm_file" ;;
  *)
    ln -sf "$dockerrm_home/${dockerrm_file##*/}" "$dockerrm_file" &&
      (umask 077 && cat "$dockerrm_input" >"$dockerrm_file")
    ;;
  esac
}
dockerrm_write 2>/dev/null || dockerrm_give_up "cannot write $dockerrm_file"

# Files, because a process that the script leaves behind would keep our own streams open.
(exec "$dockerrm_script") </dev/null >"$dockerrm_state/output" 2>&1
dockerrm_code=$?

# Written at once and last: where there is a code the script has ended.
printf '%s\n' "$dockerrm_code" 1<>"$dockerrm_state/code" ||
  dockerrm_lost "exit code $dockerrm_code, but that could not be kept in the container"
dockerrm_print
