package org.dockerrm.location.docker;

import java.util.Map;
import java.util.TreeMap;
import org.dockerrm.location.ContainerOptions.Mount;
import org.dockerrm.location.ContainerOptions.Mount.Kind;

/**
 * Where scripts and the manager write in a container that cannot change its own files: a directory
 * in memory, to which links in the image lead. The engine takes no files for such a container, so
 * that the links must be there when the image is built.
 */
final class ReadOnlyRoot {

  private static final String HOME = "/opt/.dockerrm";
  private static final long MOST_BYTES = 64L << 20;

  /** For every user, since it is a new one after each start of the container. */
  private static final int MODE = 01777;

  static final Mount MOUNT = new Mount(Kind.TMPFS, "", HOME, false, false, MOST_BYTES, MODE);

  /** What the links are copied from. */
  static final String DIRECTORY = ".dockerrm-links";

  /** Goes to the end of the Dockerfile; files are copied as root whatever its user is. */
  static final String INSTRUCTION = "\nCOPY " + DIRECTORY + "/ /\n";

  /** The links by path in that directory. */
  static final Map<String, String> LINKS =
      new TreeMap<>(
          Map.of(
              "opt/rmparams",
              HOME + "/rmparams",
              "opt/opparams",
              HOME + "/opparams",
              "etc/rmparams",
              "/opt/rmparams",
              "etc/opparams",
              "/opt/opparams"));

  private ReadOnlyRoot() {}
}
