#!/bin/sh
changed=$(sed "s/^\"user\": .*/\"user\": \"$(id -un)\"/" /etc/opparams)
printf '%s\n' "$changed" > /etc/opparams
