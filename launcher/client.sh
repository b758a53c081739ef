# shellcheck shell=bash
# Starts the client program, target/dockerrm-cli.jar, which talks to a resource manager over REST.

client_jar=${root:?}/target/dockerrm-cli.jar
client_java=$root/target/dockerrm-cli-java # a link to the Java that the archive is for
client_archive=$root/target/dockerrm-cli.jsa # its classes, ready to be mapped into memory

# Quiet about an archive that does not fit; the program is only slower without it.
client_options=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Xlog:disable -Xlog:all=error:stderr)

# run_client ARGUMENT...: does not return.
run_client() {
  client_is_fresh || build_client >&2
  use_running_url
  DOCKERRM_URL=$(manager_url) exec "$client_java" "${client_options[@]}" \
    -XX:SharedArchiveFile="$client_archive" -cp "$client_jar" org.dockerrm.cli.Dockerrm "$@"
}

client_is_fresh() {
  [[ -f $client_jar && -f $client_archive && -x $client_java && $client_archive -nt $client_jar &&
    -z $(find "$root/pom.xml" "$root/src/main/java/org/dockerrm/cli" "$root/src/main/resources/org/dockerrm/cli" \
      -newer "$client_jar" -print -quit) ]]
}

# A static archive, since a dynamic one leaves out classes that are compiled for old Java versions.
build_client() {
  local made=$client_archive.$$ # another name first: two launchers may be at it
  need_jar
  ln -sfn -- "$JAVA_HOME/bin/java" "$client_java"
  : >"$made"
  "$client_java" "${client_options[@]}" -XX:DumpLoadedClassList="$made.classes" \
    -cp "$client_jar" org.dockerrm.cli.Training >/dev/null 2>&1 || true
  "$client_java" -XX:+UseSerialGC -Xlog:disable -Xshare:dump -XX:SharedClassListFile="$made.classes" \
    -XX:SharedArchiveFile="$made" -cp "$client_jar" >/dev/null 2>&1 || true
  rm -f -- "$made.classes"
  mv -f -- "$made" "$client_archive"
}
