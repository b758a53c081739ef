#!/bin/sh
set -eu
visits=$(wc -c </run/NAME.visits)
setOperationProperty visits "$visits"
