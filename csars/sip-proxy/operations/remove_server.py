#!/usr/bin/python3
"""Operation removeServer: the server gets no new calls; those that it has go on.

Returns when they have ended, so that the server can be stopped then, or when time is up.
"""

import sys
import time

from dockerrm import properties

sys.path.append("/opt/sip-proxy")
import pool

LONGEST_SECONDS = 600


def main():
    removed = pool.server(
        properties.get("ipaddr", properties.OPERATION),
        properties.get("port", properties.OPERATION),
    )
    seconds = properties.get("drainSeconds", properties.OPERATION)
    if not seconds.isdecimal() or int(seconds) > LONGEST_SECONDS:
        raise pool.PoolError(f"drainSeconds must be from 0 to {LONGEST_SECONDS}, not {seconds!r}")
    pool.write([one for one in pool.servers() if one != removed])
    left = drained(removed, int(seconds)) if pool.reload() else 0
    properties.put("callsLeft", str(left), properties.OPERATION)
    properties.put("servers", " ".join(pool.servers()), properties.OPERATION)
    print(f"{removed} gets no new calls; {left} of its calls go on")


def drained(server, seconds):
    """Waits for the end of the server's calls; how many there are then."""
    deadline = time.monotonic() + seconds
    # A call that was on its way to the server when the pool changed counts a moment later.
    time.sleep(min(0.2, seconds))
    while (left := pool.calls_on(server)) and time.monotonic() < deadline:
        time.sleep(0.2)
    return left


try:
    main()
except pool.PoolError as problem:
    sys.exit(str(problem))
