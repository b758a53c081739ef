package org.dockerrm.location;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@code .dockerignore}, with Docker's rules: the last pattern that matches a path, or a
 * directory that it is in, decides; {@code !} takes a path back in.
 */
public final class IgnoreFile {

  /** The name of the file, at the top of a build context. */
  public static final String NAME = ".dockerignore";

  /** The longest that is read, in bytes. */
  public static final int MOST_BYTES = 64 << 10;

  /** Most patterns that are read; each of them is matched against each path. */
  public static final int MOST_PATTERNS = 1_000;

  /** The longest pattern, in characters; no path is longer. */
  private static final int LONGEST_PATTERN = 4_096;

  /** The top of the build context, which nothing ignores. */
  public static final Match TOP = new Match(false, new BitSet());

  private final List<Rule> rules = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();

  private IgnoreFile() {}

  private record Rule(String text, IgnorePattern pattern, boolean exception) {}

  /**
   * A line that Docker refuses, or that goes beyond what is read.
   *
   * @param line counted from 1
   * @param message what is wrong with it
   */
  public record Fault(int line, String message) {}

  /**
   * What the file says of a path.
   *
   * @param ignored whether the path is left out
   * @param rules the rules that match it or a directory that it is in
   */
  public record Match(boolean ignored, BitSet rules) {}

  /** Reads a file; any text can be read. */
  public static IgnoreFile parse(String text) {
    IgnoreFile file = new IgnoreFile();
    String[] lines = text.replaceFirst("^\uFEFF", "").split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      file.take(i + 1, lines[i]);
    }
    return file;
  }

  /** The lines that are refused, and with them the whole file. */
  public List<Fault> faults() {
    return List.copyOf(faults);
  }

  /** Whether a path, relative to the build context, is left out. */
  public boolean ignores(String path) {
    Match match = TOP;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      match = match(match, path.substring(0, slash));
    }
    return match(match, path).ignored();
  }

  /** What is said of a path, from what is said of the directory that it is in. */
  public Match match(Match parent, String path) {
    BitSet matching = new BitSet();
    boolean ignored = false;
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      if (parent.rules().get(i) || rule.pattern().matches(path)) {
        matching.set(i);
        ignored = !rule.exception();
      }
    }
    return new Match(ignored, matching);
  }

  /** Whether a directory that is left out may hold something that is taken back in. */
  public boolean hasExceptionIn(String directory) {
    return rules.stream()
        .anyMatch(rule -> rule.exception() && (rule.text() + "/").startsWith(directory + "/"));
  }

  private void take(int line, String text) {
    // Comments begin with the line; after a space, # is part of a name.
    String pattern = trim(text);
    if (text.startsWith("#") || pattern.isEmpty()) {
      return;
    }
    int read = rules.size() + faults.size();
    if (read >= MOST_PATTERNS) {
      if (read == MOST_PATTERNS) {
        faults.add(
            new Fault(line, "is beyond the first " + MOST_PATTERNS + " patterns; write fewer"));
      }
      return;
    }
    boolean exception = pattern.startsWith("!");
    String path = exception ? trim(pattern.substring(1)) : pattern;
    path = trim(clean(path));
    if (path.length() > 1 && path.startsWith("/")) {
      path = trim(path.substring(1));
    }
    Optional<IgnorePattern> parsed =
        path.length() > LONGEST_PATTERN ? Optional.empty() : IgnorePattern.parse(path);
    if (exception && trim(pattern.substring(1)).isEmpty()) {
      faults.add(new Fault(line, "'!' takes nothing back in; a path must follow it"));
    } else if (path.length() > LONGEST_PATTERN) {
      faults.add(
          new Fault(line, "pattern has more than " + LONGEST_PATTERN + " characters; shorten it"));
    } else if (parsed.isEmpty()) {
      faults.add(
          new Fault(
              line,
              "pattern '"
                  + pattern
                  + "' is malformed: brackets hold characters or ranges such as [a-z], and \\"
                  + " takes the meaning from the character after it"));
    } else {
      rules.add(new Rule(path, parsed.get(), exception));
    }
  }

  /** Without white space at both ends, as Go knows it. */
  private static String trim(String text) {
    int begin = 0;
    int end = text.length();
    while (begin < end && isSpace(text.charAt(begin))) {
      begin++;
    }
    while (end > begin && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(begin, end);
  }

  private static boolean isSpace(char c) {
    return c >= '\t' && c <= '\r' || c == '\u0085' || Character.isSpaceChar(c);
  }

  /** The path without empty names, {@code .} and, where that can be, {@code ..}. */
  private static String clean(String path) {
    boolean rooted = path.startsWith("/");
    Deque<String> names = new ArrayDeque<>();
    for (String name : path.split("/")) {
      @Nullable String last = names.peekLast();
      if (name.equals("..") && last != null && !last.equals("..")) {
        names.removeLast();
      } else if (!name.isEmpty() && !name.equals(".") && !(name.equals("..") && rooted)) {
        names.addLast(name);
      }
    }
    String joined = String.join("/", names);
    return rooted ? "/" + joined : joined.isEmpty() ? "." : joined;
  }
}
