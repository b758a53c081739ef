# Keeps what each script finds, one folder a run, for the tests to look at.
mkdir -p /var/probe
echo "$RM_TRANSITION $RM_REQUEST_ID" >> /var/probe/runs
cp /opt/rmparams "/var/probe/$RM_TRANSITION.yml"
env > "/var/probe/$RM_TRANSITION.env"
echo "$RM_TRANSITION of $RM_RESOURCE_NAME"
pause=$(sed -n 's/^"pause": "\([0-9]*\)"$/\1/p' /opt/rmparams)
sleep "$pause"
if grep -q "^\"fail\": \"$RM_TRANSITION\"$" /opt/rmparams; then
  echo "asked to fail" >&2
  exit 3
fi
