#!/bin/sh
value() { sed -n "s/^\"$1\": \"\{0,1\}\([^\"]*\)\"\{0,1\}$/\1/p" /opt/rmparams; }
failing=$(value failing)
case "$RM_TRANSITION $RM_RESOURCE_NAME" in
  "Start "*) sleep "$(value pause)" ;;
esac
[ -n "$failing" ] || exit 0
case "$RM_RESOURCE_NAME" in
  *"${failing#"$RM_TRANSITION"}")
    [ "${failing#"$RM_TRANSITION"}" = "$failing" ] || { echo "asked to fail" >&2; exit 3; } ;;
esac
