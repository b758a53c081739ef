#!/bin/sh
echo '{{{ this is no YAML' > /opt/opparams
