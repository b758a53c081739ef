#!/usr/bin/python3
"""Operation getStatistics."""

import sys

from dockerrm import properties

sys.path.append("/opt/sip-proxy")
import pool

try:
    in_progress, failed = pool.statistics()
    servers = [f"{one} ({pool.calls_on(one)} calls)" for one in pool.servers()]
except pool.PoolError as problem:
    sys.exit(str(problem))
answer = {"inProgress": str(in_progress), "failed": str(failed), "servers": ", ".join(servers)}
for name, value in answer.items():
    properties.put(name, value, properties.OPERATION)
print(f"in progress {in_progress}, failed {failed}; {answer['servers'] or 'no servers'}")
