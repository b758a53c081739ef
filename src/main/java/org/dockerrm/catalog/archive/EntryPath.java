package org.dockerrm.catalog.archive;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dockerrm.catalog.yaml.Findings;

/**
 * Where an entry of an archive belongs, relative to the archive's top.
 *
 * @param names the directories and, last, the entry itself; none is empty, {@code .} or {@code ..}
 */
record EntryPath(List<String> names) {

  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_PATH = 1000;
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  EntryPath {
    names = List.copyOf(names);
  }

  /**
   * Reads an entry's name.
   *
   * @return the path, without names for the top itself; empty where the name is refused, which is
   *     reported
   */
  static Optional<EntryPath> of(byte[] name, Findings findings) {
    Optional<String> text = decode(name);
    if (text.isEmpty()) {
      findings
          .in(new String(name, StandardCharsets.UTF_8))
          .error(0, "its name is not UTF-8; pack the archive again with names in UTF-8");
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    for (String part : text.get().split("/", -1)) {
      if (!part.isEmpty() && !part.equals(".")) {
        names.add(part);
      }
    }
    Optional<String> fault = fault(text.get(), names);
    fault.ifPresent(what -> findings.in(text.get()).error(0, what));
    return fault.isPresent() ? Optional.empty() : Optional.of(new EntryPath(names));
  }

  private static Optional<String> decode(byte[] name) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> fault(String text, List<String> names) {
    if (text.startsWith("/")) {
      return Optional.of("is an absolute path; paths must be relative to the package");
    }
    if (DRIVE.matcher(text).matches()) {
      return Optional.of("begins with a drive letter; paths must be relative to the package");
    }
    if (text.indexOf('\\') >= 0) {
      return Optional.of("has a backslash in its name; directories are separated by '/'");
    }
    if (CONTROL.matcher(text).find()) {
      return Optional.of("has a control character in its name");
    }
    if (names.contains("..")) {
      return Optional.of("leads out of the package");
    }
    if (names.size() > PackageLimits.DEEPEST) {
      return Optional.of("is nested deeper than " + PackageLimits.DEEPEST + " directories");
    }
    if (text.length() > LONGEST_PATH || names.stream().anyMatch(EntryPath::isTooLong)) {
      return Optional.of("has too long a name");
    }
    return Optional.empty();
  }

  private static boolean isTooLong(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME;
  }

  boolean isTop() {
    return names.isEmpty();
  }

  String first() {
    return names.get(0);
  }

  String last() {
    return names.get(names.size() - 1);
  }

  /** The path of that name in the same directory. */
  EntryPath sibling(String name) {
    List<String> others = new ArrayList<>(parent().names());
    others.add(name);
    return new EntryPath(others);
  }

  /** The path of the directory that this is in. */
  EntryPath parent() {
    return new EntryPath(names.subList(0, names.size() - 1));
  }

  /** The path below its first directory. */
  EntryPath belowFirst() {
    return new EntryPath(names.subList(1, names.size()));
  }

  /** The path inside a directory. */
  Path in(Path directory) {
    Path path = directory;
    for (String name : names) {
      path = path.resolve(name);
    }
    return path;
  }

  /** Equal for paths that some file systems take for one. */
  String folded() {
    return Normalizer.normalize(toString(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return String.join("/", names);
  }
}
