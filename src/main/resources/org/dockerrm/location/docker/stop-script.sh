# Ends the run of a script and everything in its process group: asks, and kills after five seconds.
#   $1 run id
# Prints "stopped" where nothing of it is left.
dockerrm_done() {
  echo stopped
  exit 0
}

# A run that nobody has yet is taken, so that nobody will: no process has the id 0.
[ ! -d "/opt/.dockerrm/$1" ] ||
  ! (set -C && echo 0 0 >"/opt/.dockerrm/$1/process") 2>/dev/null || dockerrm_done
{ read -r dockerrm_pid dockerrm_since <"/opt/.dockerrm/$1/process"; } 2>/dev/null || dockerrm_done
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
