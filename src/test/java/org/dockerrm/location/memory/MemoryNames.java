package org.dockerrm.location.memory;

import java.util.UUID;
import java.util.regex.Pattern;

/** How the objects of a host are named. */
final class MemoryNames {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,254}");
  private static final int SHORT_ID = 12;

  private MemoryNames() {}

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  static String newId() {
    return (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", "");
  }

  /** Whether a reference means an object: by its id, in full or in short, or by its name. */
  static boolean means(String reference, String id, String name) {
    return reference.equals(id)
        || reference.equals(name)
        || reference.length() >= SHORT_ID && id.startsWith(reference);
  }
}
