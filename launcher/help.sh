# shellcheck shell=bash
# What the commands say about themselves; the first line of each is its entry in the overview.

help_up() {
  cat <<'END'
starts the resource manager and returns when it is ready
Finds or installs what is missing (a JDK 17 or newer, Maven, curl, a Docker engine, the base
image), builds the jar where sources have changed, starts it in the background and waits until it
answers. Where it runs already, nothing happens. Ctrl-C takes back what was begun.
Tools are installed only as root on Debian or Ubuntu; elsewhere it prints what to do.

  DOCKERRM_DATA          data directory (default: data)
  DOCKERRM_PORT          port (default: 8081)
  DOCKERRM_ADDRESS       address to listen on (default: 127.0.0.1)
  DOCKERRM_METRIC_PORT   port that instances post metrics to (default: 8082)
  DOCKERRM_CONFIG        directory of config.yml, locations.yml, logging.yml (default: config)
  DOCKERRM_DB_URL        JDBC URL of a PostgreSQL database, with DOCKERRM_DB_USER and
                         DOCKERRM_DB_PASSWORD (default: an H2 file in the data directory)
  DOCKERRM_JAVA_OPTIONS  options for the Java process, for instance -Xmx1g
  DOCKER_HOST            the Docker engine (default: unix:///var/run/docker.sock)
END
}

help_down() {
  cat <<'END'
stops the resource manager; containers and the Docker engine run on
Asks the process to end, waits up to 20 seconds, then kills it. What it knows is in the data
directory, and a later "up" goes on from there.
END
}

help_status() {
  cat <<'END'
tells whether the resource manager runs, where, and what is open
Exit code 0: it runs and is well; 1: it runs and does not answer; 3: it does not run.
END
}

help_logs() {
  cat <<'END'
shows the last 200 lines of the resource manager's log; with -f goes on showing
The log is dockerrm.log in the data directory; that of the run before is dockerrm.log.1.
./dockerrm logs INSTANCE shows what an instance printed: ./dockerrm logs INSTANCE --help
END
}

help_check() {
  cat <<'END'
checks packages without a resource manager or a Docker engine
./dockerrm check DIR|FILE...: a package's directory, a directory of packages, or a resource.yml
alone. Prints what onboarding would say, as file:line: error: what is wrong (or warning:), and a
summary. Builds the jar first where it is missing or sources have changed.
Exit code 0: no errors; 1: errors; 2: something else than that was named.
END
}

help_lint() {
  cat <<'END'
checks process files (BPMN) without a resource manager
./dockerrm lint FILE...: prints what deploying them as default processes would report, as
file: element: rule n: message. The processes of a package are checked by "check".
Exit code 0: no findings; 1: findings; 2: something else than process files was named.
END
}

help_test() {
  cat <<'END'
runs all tests on this machine's Docker engine
Finds or installs what "up" does, and Chromium and Compose, then runs "mvn verify". Arguments are
passed on to Maven: ./dockerrm test -Dtest='Catalog*' -DskipITs
END
}

help_chaos() {
  cat <<'END'
kills a resource manager again and again while it works, and audits what is left
./dockerrm chaos [--kills N] [--seed S] [--victim manager|broker|engine|database]: six clients keep a
manager of the test's own busy; it (or the Kafka broker, Docker engine or PostgreSQL that it uses,
each one of the test's own) is killed N times (default 25) at random moments and started again. In
the end every accepted request must have come to its end, every script must have run once, inventory
and engine must agree, and Kafka must have every message, in order.
END
}

help_fuzz() {
  cat <<'END'
sends a resource manager strange requests and looks at every answer
./dockerrm fuzz [--requests N] [--seed S]: N requests (default 20000) go to a manager of the test's own:
valid and invalid ones for every operation of the API's description, and packages with strange
archives, descriptors, processes and container settings. None may end in a failure, in silence, or
in an answer that is not described. Whatever does is printed with its number and a curl command. A
seed repeats the requests. Nothing is made on the engine meanwhile.
END
}

help_demo() {
  cat <<'END'
leads a SIP service through its life, with calls that go on meanwhile
Starts the resource manager if need be, then deploys a network, two servers, a proxy and a client
(csars/sip-*), lets the client call, adds a server and removes one without a failed call, shows
what there is, and removes everything. Every step is printed with the time it took. A failed call
fails the demo; what it made is removed then too, and after Ctrl-C.

  --heal        instead: SIPp in one server is killed, then the whole container of another; the
                servers' metrics make the manager heal them, and calls go on
  --scale       instead: the call rate is raised until the servers' policy adds a third, then
                lowered until it takes it away
                Both print a time line of metric, firing, process and recovery, and take about a
                minute. (The calls that a killed server had are lost; --heal counts them.)
  --keep        leave it running, with one call a second
  --remove      remove what --keep left

  DOCKERRM_URL  a resource manager elsewhere to do it on, for instance http://localhost:8090
END
}

help_prune() {
  cat <<'END'
removes images that packages have left on the engine
Only images with this program's labels: those without a name that are older than ten minutes, and,
where the resource manager runs, those of types that it does not know. Images that containers use
stay, and so does every image with a name of its own that was built from one of ours. Where several
resource managers share an engine, images of types that only another one knows go too; that one
builds them again when it needs them.
END
}

command_help() {
  local name
  if [[ -n ${1:-} ]]; then
    say "./dockerrm $1: $("help_$1")"
    return
  fi
  say "The launcher of the Docker Resource Manager."
  say
  for name in up down status logs check lint prune demo test chaos fuzz; do
    printf '  ./dockerrm %-8s %s\n' "$name" "$("help_$name" | head -n 1)"
  done
  say
  say "More about one: ./dockerrm help up"
  say "The commands that talk to a resource manager are shown here once ./dockerrm up has built them."
}
