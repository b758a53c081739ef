#!/bin/sh
echo "this is why" >&2
exit 9
