# Run as root before the first script of a container whose user is another: makes what that user
# could not make.   $1 the user, as the image names it
mkdir -p /opt/.dockerrm &&
  chmod 700 /opt/.dockerrm &&
  : >>/opt/rmparams &&
  : >>/opt/opparams &&
  chmod 600 /opt/rmparams /opt/opparams &&
  chown "$1" /opt/.dockerrm /opt/rmparams /opt/opparams || exit 1
for name in rmparams opparams; do
  [ -e "/etc/$name" ] || [ -L "/etc/$name" ] || ln -s "/opt/$name" "/etc/$name" 2>/dev/null
done
echo prepared
