# Run as root before the first script of a container whose user is another: makes what that user
# could not make.   $1 the user, as the image names it
# Root may lack the capability to give files away: then the user makes its own in a directory for all.
mkdir -p /opt/.dockerrm 2>/dev/null && chmod 700 /opt/.dockerrm
for name in rmparams opparams; do
  { [ -f "/opt/$name" ] || : >"/opt/$name"; } && chmod 600 "/opt/$name"
done 2>/dev/null
chown "$1" /opt/.dockerrm /opt/rmparams /opt/opparams 2>/dev/null || {
  chmod 1777 /opt/.dockerrm
  # Where links lead there already, these are root's own.
  for name in rmparams opparams; do
    [ -O "/opt/.dockerrm/$name" ] && rm -f "/opt/.dockerrm/$name"
  done
  ln -sf .dockerrm/rmparams /opt/rmparams
  ln -sf .dockerrm/opparams /opt/opparams
} 2>/dev/null
for name in rmparams opparams; do
  [ -L "/etc/$name" ] || ln -sf "/opt/$name" "/etc/$name" 2>/dev/null
done
echo prepared
