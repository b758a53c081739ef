#!/bin/sh
# Install and Reconfigure: write the configuration. Exit code 0 is success.
set -eu
getProperty text >/etc/NAME.txt
echo "the text is written"
