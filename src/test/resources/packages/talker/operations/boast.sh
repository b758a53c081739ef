#!/bin/sh
echo "the beginning"
head -c 100000 /dev/zero | tr '\0' x
echo
cat /opt/opparams /opt/rmparams
echo "the end"
