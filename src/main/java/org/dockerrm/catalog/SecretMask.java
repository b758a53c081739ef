package org.dockerrm.catalog;

import java.util.Collection;
import java.util.List;
import org.dockerrm.catalog.secret.SecretSearch;

/**
 * Shows texts without secrets. Every secret is found wherever it stands, also where it overlaps
 * with another, is indented or wrapped, written backwards, escaped, or encoded in Base64,
 * hexadecimal digits or percent signs; of a secret of several lines each line is one by itself. The
 * time for a text is linear in its length. Immutable.
 *
 * <p>Secrets of fewer than four characters are masked only where neither a letter nor a digit
 * stands beside them: any text would be full of masks otherwise.
 *
 * <p>Memory is bounded: of very many or very long secrets only the plain form is masked, and beyond
 * that every text is withheld.
 */
public final class SecretMask {

  /** What stands in place of a secret. */
  public static final String MASK = "********";

  /** What stands in place of a text that may hold more secrets than can be looked for. */
  public static final String WITHHELD = "(text withheld: too many secrets to look for)";

  private static final String DOTS = "...";
  private static final String CUT_QUOTE = DOTS + "'";

  private final SecretSearch search;

  private SecretMask(SecretSearch search) {
    this.search = search;
  }

  /** The mask for these secrets; empty ones are none. */
  public static SecretMask of(Collection<String> secrets) {
    return new SecretMask(new SecretSearch(secrets));
  }

  /**
   * The text with every secret in it replaced; line ends stay where they are. A text that begins or
   * ends with three dots was cut there, and so was one in quotes that ends with them.
   */
  public String mask(String text) {
    boolean cutBefore = text.startsWith(DOTS);
    boolean cutAfter = text.endsWith(DOTS) && text.length() > DOTS.length();
    int from = cutBefore ? DOTS.length() : 0;
    int to = text.length() - (cutAfter ? DOTS.length() : 0);
    return from < to && (cutBefore || cutAfter)
        ? text.substring(0, from)
            + mask(text.substring(from, to), cutBefore, cutAfter)
            + text.substring(to)
        : mask(text, false, false);
  }

  /**
   * The text with every secret in it replaced, and what may be a piece of one at an end where the
   * text was cut.
   *
   * @param cutBefore whether something stood before the text
   * @param cutAfter whether something stood after it
   */
  public String mask(String text, boolean cutBefore, boolean cutAfter) {
    if (search.isTooLarge() && !text.isEmpty()) {
      return WITHHELD;
    }
    if (search.isEmpty() || text.isEmpty()) {
      return text;
    }
    boolean[] secret = search.in(text, cutBefore, cutAfter);
    int from = 0;
    for (int cut = text.indexOf(CUT_QUOTE); cut >= 0; cut = text.indexOf(CUT_QUOTE, from)) {
      boolean[] before = search.in(text.substring(from, cut), false, true);
      for (int i = 0; i < before.length; i++) {
        secret[from + i] |= before[i];
      }
      from = cut + CUT_QUOTE.length();
    }
    return masked(text, secret);
  }

  /** Lines that follow on each other, masked together: as many as were given. */
  public List<String> maskLines(List<String> lines) {
    if (search.isTooLarge()) {
      return lines.stream().map(this::mask).toList();
    }
    return lines.isEmpty() || search.isEmpty()
        ? lines
        : List.of(mask(String.join("\n", lines)).split("\n", -1));
  }

  /**
   * How much of a text that goes on can be shown: what comes after may be the beginning of a
   * secret.
   */
  public int settled(String text) {
    return search.isTooLarge() || search.isEmpty() ? text.length() : search.settled(text);
  }

  /** What the mask takes in memory, in units of some 80 bytes. */
  public int weight() {
    return search.weight();
  }

  private static String masked(String text, boolean[] secret) {
    StringBuilder shown = new StringBuilder(text.length());
    boolean masked = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!secret[i] || c == '\n' || c == '\r') {
        shown.append(c);
        masked = false;
      } else if (!masked) {
        shown.append(MASK);
        masked = true;
      }
    }
    return shown.toString();
  }
}
