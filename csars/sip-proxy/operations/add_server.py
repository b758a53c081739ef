#!/usr/bin/python3
"""Operation addServer: from now on the server gets its share of the new calls."""

import sys

from dockerrm import properties

sys.path.append("/opt/sip-proxy")
import pool
import sip


def main():
    address = properties.get("ipaddr", properties.OPERATION)
    port = properties.get("port", properties.OPERATION)
    added = pool.server(address, port)
    # One that does not answer would cost callers time.
    if not sip.answers(address.strip(), int(port), 5):
        raise pool.PoolError(f"{added} does not answer; it is not added")
    before = pool.servers()
    if added not in before:
        pool.write([*before, added])
    running = pool.reload()
    properties.put("servers", " ".join(pool.servers()), properties.OPERATION)
    print(f"{added} gets calls" if running else f"{added} gets calls once the proxy runs")


try:
    main()
except pool.PoolError as problem:
    sys.exit(str(problem))
