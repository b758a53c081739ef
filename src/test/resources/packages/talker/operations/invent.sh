#!/bin/sh
sed -i 's/^"token": .*/"token": "made-up-inside"/' /opt/opparams
echo "the new token is made-up-inside"
