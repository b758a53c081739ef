package org.dockerrm.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** "Did you mean": the known name that a wrong one is closest to. */
final class Suggestions {

  private Suggestions() {}

  /** A sentence that names the closest, or all of a few that are known. */
  static String sentence(String wrong, Collection<String> known) {
    if (known.isEmpty()) {
      return "There is none";
    }
    return closest(wrong, known)
        .map(name -> "Did you mean '" + name + "'?")
        .orElseGet(() -> "Known: " + String.join(", ", known.stream().limit(20).toList()));
  }

  /** The closest of the known names, where it differs in a third of its letters at most. */
  static Optional<String> closest(String wrong, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(name -> distance(wrong, name)))
        .filter(name -> distance(wrong, name) <= Math.max(2, name.length() / 3))
        .filter(name -> distance(wrong, name) < name.length());
  }

  /** Letters to add, drop, change or swap with their neighbour; upper and lower case are equal. */
  static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[a.length()][b.length()];
  }
}
