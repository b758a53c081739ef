#!/usr/bin/python3
"""Operation greet: asks the running software something and answers with it.

The base image's utilities are a Python module too: `dockerrm`.
"""

import sys
import urllib.parse

from dockerrm import properties

sys.path.append("/opt/greeter")
import client

who = properties.get("who", properties.OPERATION)
try:
    reply = client.ask("/?" + urllib.parse.urlencode({"who": who}))
except client.NoAnswer as problem:
    sys.exit(f"no greeting: {problem}")
properties.put("reply", reply, properties.OPERATION)
print(f"greeted {who!r}")
