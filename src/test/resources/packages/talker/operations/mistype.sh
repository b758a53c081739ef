#!/bin/sh
sed -i 's/^"times": .*/"times": "many"/' /opt/opparams
