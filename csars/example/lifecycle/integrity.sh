#!/bin/sh
# Integrity: does the software work? Ask for what its users ask for; that a process exists says little.
set -eu

/opt/greeter/client.py '/?who=integrity'
