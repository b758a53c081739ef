# Ends the run of a script and everything in its process group: asks, and kills after five seconds.
#   $1 run id
#   $2 parameters file
# Prints, where nothing of it is left, what run-script.sh prints of a script that ended; its exit
# code means nothing. "dockerrm notstarted stopped" where it never began.
dockerrm_file=$2
dockerrm_state=
for dockerrm_home in /opt/.dockerrm /dev/shm/.dockerrm; do
  # A run that has not begun is claimed, so that it never begins: no process has the id 0.
  [ ! -d "$dockerrm_home/$1" ] ||
    (set -C && echo 0 0 >"$dockerrm_home/$1/process") 2>/dev/null ||
    dockerrm_state=$dockerrm_home/$1
done

dockerrm_done() {
  [ -n "$dockerrm_state" ] && [ -e "$dockerrm_state/output" ] || {
    echo 'dockerrm notstarted stopped'
    exit 0
  }
  set -- $(wc -c "$dockerrm_state/output" "$dockerrm_file" 2>/dev/null) 0 0 0
  dockerrm_output=$1
  [ "$1" -le 65536 ] || dockerrm_output=65536
  dockerrm_parameters=0
  [ "$4" = "$dockerrm_file" ] && [ "$3" -le 1048576 ] && dockerrm_parameters=$3
  printf 'dockerrm finished 0 %s %s\n' "$dockerrm_output" "$dockerrm_parameters"
  # What is still written meanwhile is left out.
  [ "$dockerrm_output" -eq 0 ] ||
    tail -c "+$(($1 - dockerrm_output + 1))" "$dockerrm_state/output" | head -c "$dockerrm_output"
  [ "$dockerrm_parameters" -eq 0 ] || head -c "$dockerrm_parameters" "$dockerrm_file"
  read -r dockerrm_code <"$dockerrm_state/code" && [ -n "$dockerrm_code" ] ||
    [ ! -e "$dockerrm_state/before" ] || cat "$dockerrm_state/before" >"$dockerrm_file"
  exit 0
}

[ -n "$dockerrm_state" ] || dockerrm_done
{ read -r dockerrm_pid dockerrm_since <"$dockerrm_state/process"; } 2>/dev/null || dockerrm_done
{ read -r dockerrm_stat <"/proc/$dockerrm_pid/stat"; } 2>/dev/null || dockerrm_done
# The start time: the same process id may be another process's by now.
set -- ${dockerrm_stat##*) }
[ "$#" -ge 20 ] || dockerrm_done
dockerrm_group=$3
shift 19
[ "$1" = "$dockerrm_since" ] || dockerrm_done
# An exec leads a group of its own; anything else is not ours to end.
[ "$dockerrm_group" = "$dockerrm_pid" ] || {
  echo "process $dockerrm_pid does not lead its group"
  exit 1
}
kill -TERM "-$dockerrm_pid" 2>/dev/null || dockerrm_done
dockerrm_waited=0
while kill -0 "-$dockerrm_pid" 2>/dev/null && [ "$dockerrm_waited" -lt 25 ]; do
  dockerrm_waited=$((dockerrm_waited + 1))
  sleep 0.2 2>/dev/null || {
    sleep 1
    dockerrm_waited=$((dockerrm_waited + 4))
  }
done
kill -KILL "-$dockerrm_pid" 2>/dev/null
dockerrm_done
