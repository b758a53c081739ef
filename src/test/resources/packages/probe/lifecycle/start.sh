#!/bin/sh
. /opt/lifecycle/common.sh
