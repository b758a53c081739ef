#!/bin/sh
rm -f /tmp/serving
