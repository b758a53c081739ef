package org.dockerrm.spelling;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds what a misspelt name was meant to be. */
public final class Similar {

  private static final int LONGEST = 60;
  private static final int MOST = 2;

  private Similar() {}

  /**
   * The known name from which a text differs by at most two letters: by one if it is short, and
   * only in its case if it has one letter.
   */
  public static Optional<String> to(String text, Collection<String> known) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    String wanted = plain(text);
    Map<Integer, List<String>> found =
        known.stream()
            .filter(name -> Math.abs(name.length() - text.length()) <= most(name))
            .collect(Collectors.groupingBy(name -> distance(wanted, plain(name), most(name))));
    return found.entrySet().stream()
        .filter(entry -> entry.getKey() <= MOST)
        .min(Map.Entry.comparingByKey())
        .map(entry -> Collections.min(entry.getValue()));
  }

  private static int most(String name) {
    return name.length() < 2 ? 0 : name.length() < 5 ? 1 : MOST;
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The end of a message about a name that is not known: {@code "; is 'NAME' meant?"}, or nothing
   * where no known name is similar.
   */
  public static String hint(String text, Collection<String> known) {
    return to(text, known).map(name -> "; is '" + name + "' meant?").orElse("");
  }

  /**
   * How many letters must be put in, left out, changed or swapped with the next; more than {@link
   * #MOST} where that is more than is allowed, as early as it shows.
   */
  private static int distance(String a, String b, int allowed) {
    int[] before = {};
    int[] last = IntStream.rangeClosed(0, b.length()).toArray();
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      int least = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(last[j - 1] + change, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
        least = Math.min(least, row[j]);
      }
      if (least > allowed) {
        return MOST + 1;
      }
      before = last;
      last = row;
    }
    return last[b.length()] <= allowed ? last[b.length()] : MOST + 1;
  }
}
