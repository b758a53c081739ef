package org.dockerrm.location;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Variables that a process can be started with. Linux refuses to start a program with a variable
 * beyond 128 KiB, and one whose variables and arguments together take more than a quarter of its
 * stack limit; what a process cannot have it must not be given, since it would not start at all.
 *
 * @param values the variables by name
 * @param leftOut names of those that were left out
 */
public record EnvironmentVariables(Map<String, String> values, Set<String> leftOut) {

  /** Largest size in bytes of {@code NAME=value} with the byte that ends it. */
  public static final int LONGEST = 128 * 1024;

  /** Largest size in bytes of all variables: half of what Linux grants, the rest is for others. */
  public static final int ALL = 1024 * 1024;

  private static final int POINTER = 8;

  /** Copies both, in their order. */
  public EnvironmentVariables {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    leftOut = Collections.unmodifiableSet(new TreeSet<>(leftOut));
  }

  /**
   * Leaves out what no process can be started with: variables that are too long, whose name is
   * empty or has a {@code =}, that hold the character NUL, and those beyond the size of all. What
   * comes first has precedence.
   */
  public static EnvironmentVariables fitting(Map<String, String> wanted) {
    Map<String, String> values = new LinkedHashMap<>();
    Set<String> leftOut = new TreeSet<>();
    long all = 0;
    for (Map.Entry<String, String> variable : wanted.entrySet()) {
      String text = variable.getKey() + "=" + variable.getValue();
      int size = text.getBytes(StandardCharsets.UTF_8).length + 1;
      boolean possible =
          !variable.getKey().isEmpty() && !variable.getKey().contains("=") && text.indexOf(0) < 0;
      if (possible && size <= LONGEST && all + size + POINTER <= ALL) {
        values.put(variable.getKey(), variable.getValue());
        all += size + POINTER;
      } else {
        leftOut.add(variable.getKey());
      }
    }
    return new EnvironmentVariables(values, leftOut);
  }
}
