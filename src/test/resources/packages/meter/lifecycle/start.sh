#!/bin/sh
set -e
sendLoad 12.5 "started"
sendIntegrity OK "the only integrity"
