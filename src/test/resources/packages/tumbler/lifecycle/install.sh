#!/bin/sh
exec /opt/lifecycle/tumble.sh Install
