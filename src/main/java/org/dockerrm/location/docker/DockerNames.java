package org.dockerrm.location.docker;

import com.github.dockerjava.api.model.Container;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How the engine's objects are named. */
final class DockerNames {

  private static final Pattern OBJECT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,254}");
  private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:@-]{0,511}");
  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
  private static final int SHORT_ID = 12;

  private DockerNames() {}

  /** Whether a text can stand in a request's path as an object's name or id. */
  static boolean isObject(String text) {
    return OBJECT.matcher(text).matches();
  }

  /** Whether a text can stand in a request's path as an image reference. */
  static boolean isImage(String text) {
    return IMAGE.matcher(text).matches() && !text.contains("..") && !text.contains("//");
  }

  /** Whether a text is a full id. */
  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** Whether a reference means that object; the engine would take any beginning of an id too. */
  static boolean means(String reference, String id, String name) {
    return reference.equals(id)
        || reference.equals(name)
        || (reference.length() >= SHORT_ID && id.startsWith(reference));
  }

  /** The names of a listed container. */
  static Stream<String> of(Container listed) {
    return Stream.ofNullable(listed.getNames())
        .flatMap(Arrays::stream)
        .map(name -> name.replaceFirst("^/", ""));
  }

  /** A reference as messages show it. */
  static String shown(String reference) {
    return isId(reference) ? reference.substring(0, SHORT_ID) : reference;
  }
}
