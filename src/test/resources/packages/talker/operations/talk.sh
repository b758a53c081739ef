#!/bin/sh
cp /opt/opparams /tmp/talk.yml
env > /tmp/talk.env
sed -i 's/^"answer": .*/"answer": "heard"/' /opt/opparams
echo '"unheard": "of"' >> /opt/opparams
