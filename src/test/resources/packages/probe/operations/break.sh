#!/bin/sh
echo broken
exit 9
