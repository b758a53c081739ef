#!/bin/sh
# What it serves comes up some time after the script.
(sleep "${RM_PROP_delay:?}"; touch /tmp/serving) >/dev/null 2>&1 &
