#!/bin/sh
# Install: the container is new and runs, its networks are attached. Prepare what needs no settings.
#
# For all scripts: exit code 0 is success, anything else fails the transition. What is printed is
# kept with the run, so say what was done, but never a password. A script may be run again after a
# failure: what is done already must not harm.
set -eu

mkdir -p /etc/greeter
# Into a variable first: `set -e` does not see a command that fails inside an argument.
version=$(/opt/greeter/greeter.py --version)
now=$(date -u +%Y-%m-%dT%H:%M:%SZ)

# The manager reads the properties back when the script has ended.
setProperty version "$version"
setProperty installedAt "$now"
echo "installed greeter $version"
