package org.dockerrm.metric.intake;

/** Publishers' texts as they are kept and shown. */
final class PublisherText {

  private static final int LONGEST_SHOWN = 100;
  private static final int LONGEST_MESSAGE = 500;

  private PublisherText() {}

  /** A text in a finding: bounded and on one line. */
  static String shown(String text) {
    return cut(text, LONGEST_SHOWN);
  }

  /** A message as it is kept: bounded, and such as every database takes. */
  static String message(String text) {
    return cut(text, LONGEST_MESSAGE);
  }

  private static String cut(String text, int longest) {
    StringBuilder cut = new StringBuilder();
    text.codePoints()
        .limit(longest)
        .map(c -> Character.isISOControl(c) ? ' ' : isHalf(c) ? '?' : c)
        .forEach(cut::appendCodePoint);
    return text.codePointCount(0, text.length()) > longest ? cut + "..." : cut.toString();
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
