package org.dockerrm.spelling;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a misspelt name was meant to be. */
public final class Similar {

  private static final int LONGEST = 60;

  private Similar() {}

  /** The known name from which a text differs by at most two letters, one for short names. */
  public static Optional<String> to(String text, Collection<String> known) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    return known.stream()
        .filter(name -> distance(text, name) <= (name.length() < 5 ? 1 : 2))
        .min(Comparator.<String>comparingInt(name -> distance(text, name)).thenComparing(n -> n));
  }

  /**
   * The end of a message about a name that is not known: {@code "; is 'NAME' meant?"}, or nothing
   * where no known name is similar.
   */
  public static String hint(String text, Collection<String> known) {
    return to(text, known).map(name -> "; is '" + name + "' meant?").orElse("");
  }

  /** How many letters must be put in, left out, changed or swapped with the next. */
  private static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT).replace('_', '-');
    String b = other.toLowerCase(Locale.ROOT).replace('_', '-');
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
