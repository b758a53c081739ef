#!/usr/bin/python3
"""The servers behind the proxy.

The file is the pool: it survives a restart of Kamailio, which reads it at its start and on the
reload command. `pool.py` prints the servers, `pool.py ADDRESS:PORT...` makes a pool of them.
"""

import ipaddress
import os
import re
import subprocess
import sys

FILE = "/etc/sip-proxy/pool.list"
RUNNING = "/run/sip-proxy.pid"


class PoolError(Exception):
    """Something that cannot be done, and why."""


def server(address, port):
    """`ADDRESS:PORT` of what must be an IPv4 address and a port."""
    try:
        checked = ipaddress.IPv4Address(address.strip())
    except ValueError:
        raise PoolError(f"ipaddr must be an IPv4 address, not {address!r}") from None
    if not re.fullmatch("[0-9]{1,5}", port, re.ASCII) or not 1 <= int(port) <= 65535:
        raise PoolError(f"port must be from 1 to 65535, not {port!r}")
    return f"{checked}:{int(port)}"


def servers():
    """The pool, oldest first."""
    with open(FILE) as file:
        return [line.split()[1].removeprefix("sip:") for line in file if line.strip()]


def write(pool):
    """Replaces the pool; Kamailio goes on with the old one until reload()."""
    with open(FILE + ".new", "w") as file:
        file.writelines(f"1 sip:{one}\n" for one in pool)
    os.replace(FILE + ".new", FILE)


def reload():
    """Makes Kamailio send new calls to the servers of the file. False where it does not run."""
    if not os.path.exists(RUNNING):
        return False
    kamcmd("dispatcher.reload")
    return True


def calls_on(one):
    """How many calls are in progress on a server, whether it is in the pool or not."""
    return int(kamcmd("dlg.profile_get_size", "server", f"sip:{one}"))


def statistics():
    """Calls in progress and failed calls since Kamailio's start."""
    found = dict(re.findall(r"^\w+:(\w+) = (\d+)$", kamcmd("stats.get_statistics", "all"), re.MULTILINE))
    in_progress = int(found["active_dialogs"]) + int(found["early_dialogs"])
    failed = int(found["failed_dialogs"]) + int(found["5xx_replies"])
    return in_progress, failed


def kamcmd(*command):
    """What Kamailio answers."""
    answer = subprocess.run(
        ["kamcmd", "-s", "unix:/run/sip-proxy/ctl", *command],
        capture_output=True,
        text=True,
        timeout=10,
    )
    # Inside collectd, which does not wait for its children, every exit code reads 0.
    if answer.returncode != 0 or answer.stderr or answer.stdout.startswith("error:"):
        raise PoolError(f"kamcmd {command[0]}: {(answer.stdout + answer.stderr).strip()}")
    return answer.stdout.strip()


def _main(wanted):
    if wanted:
        write([server(*one.rpartition(":")[::2]) for one in wanted])
    print(*servers())


if __name__ == "__main__":
    try:
        _main(sys.argv[1:])
    except PoolError as problem:
        sys.exit(str(problem))
