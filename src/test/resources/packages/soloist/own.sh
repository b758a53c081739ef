#!/bin/sh
/entrypoint.sh &
exec sleep infinity
