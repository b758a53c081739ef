package org.dockerrm.catalog.yaml;

import java.util.regex.Pattern;

/** Makes text from files and hosts fit for one line of a message or a log. */
public final class Quote {

  private static final int LONGEST = 60;
  private static final Pattern ESCAPE_SEQUENCE = Pattern.compile("\u001b\\[[0-9;?]*[ -/]*[@-~]");
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+");

  private Quote() {}

  /** The text in single quotes, on one line, cut where it is long. */
  public static String of(String text) {
    String line = oneLine(text);
    return "'" + (line.length() > LONGEST ? cut(line, LONGEST) + "..." : line) + "'";
  }

  /** The text with each run of control and formatting characters replaced by one space. */
  public static String oneLine(String text) {
    return UNFIT.matcher(ESCAPE_SEQUENCE.matcher(text).replaceAll("")).replaceAll(" ");
  }

  /** The beginning of the text, of at most that length; never half a character. */
  public static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    return text.substring(
        0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
  }
}
