package org.dockerrm.api;

import java.util.Optional;

/** What texts from clients may be, and how they look in messages. */
final class ClientText {

  /** Bound of names and ids, as the database keeps them. */
  static final int LONGEST_NAME = 255;

  /** Bound of values in UTF-8, below that of a variable in a Linux process's environment. */
  static final int LARGEST_VALUE = 100_000;

  private static final int LONGEST_SHOWN = 100;

  private ClientText() {}

  /** Why no database or container could keep the text. */
  static Optional<String> fault(String text) {
    if (text.indexOf('\0') >= 0) {
      return Optional.of("has a NUL character");
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.isHighSurrogate(text.charAt(i))
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(text.charAt(i))) {
        return Optional.of("has half a character (an unpaired surrogate)");
      }
    }
    return Optional.empty();
  }

  /** A client's text in a message: bounded and on one line. */
  static String shown(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "...";
  }
}
