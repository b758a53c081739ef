package org.dockerrm.location.docker;

/**
 * Estimates, while JSON goes by, what a document of it takes in memory: its bytes, and as much for
 * each value as an object without contents takes. A few bytes can stand for a whole object, so that
 * counting bytes alone bounds nothing.
 */
final class JsonWeight {

  private static final int VALUE = 100;

  private long weight;
  private int depth;
  private boolean text;
  private boolean escaped;

  /**
   * Takes the next piece and returns the weight of the heaviest document that a part of is in it.
   */
  long add(byte[] bytes, int offset, int length) {
    long heaviest = weight;
    for (int i = offset; i < offset + length; i++) {
      take(bytes[i]);
      heaviest = Math.max(heaviest, weight);
    }
    return heaviest;
  }

  private void take(byte next) {
    if (depth == 0 && isBlank(next)) {
      return;
    }
    weight++;
    if (text) {
      text = escaped || next != '"';
      escaped = !escaped && next == '\\';
      return;
    }
    switch (next) {
      case '"' -> text = true;
      case ',' -> weight += VALUE;
      case '{', '[' -> {
        weight += VALUE;
        depth++;
      }
      case '}', ']' -> {
        depth--;
        if (depth <= 0) {
          depth = 0;
          weight = 0;
        }
      }
      default -> {
        // Part of a name, a number or a word.
      }
    }
  }

  private static boolean isBlank(byte next) {
    return next == ' ' || next == '\n' || next == '\r' || next == '\t';
  }
}
