package org.dockerrm.catalog.image;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.dockerrm.catalog.SecretMask;
import org.dockerrm.catalog.yaml.Quote;

/**
 * The last lines of an output that goes on, without secrets. A line that may end with the beginning
 * of a secret is shown once the next one tells. Not for several threads.
 */
final class ShownLines {

  static final int KEPT = 200;
  private static final int LONGEST_LINE = 500;
  private static final int MOST_HELD = 100;

  private final SecretMask mask;
  private final Deque<String> shown = new ArrayDeque<>();
  private long first;

  /** As they came, since the last one after which no secret was begun. */
  private final List<String> held = new ArrayList<>();

  /** How many of those are shown. */
  private int released;

  private boolean cutBefore;

  ShownLines(SecretMask mask) {
    this.mask = mask;
  }

  /** Takes a line, of which a bounded piece is kept. */
  void add(String text) {
    String line = Quote.oneLine(text).strip();
    if (line.isEmpty()) {
      return;
    }
    // What is left of a secret at the cut is no whole one.
    held.add(line.length() > LONGEST_LINE ? mask.mask(cut(line), false, true) + "..." : line);
    String all = String.join("\n", held);
    int settled = mask.settled(all);
    if (settled == all.length()) {
      release(all, held.size(), false);
    } else if (held.size() >= MOST_HELD) {
      release(all, held.size(), true);
    } else {
      release(all, (int) all.substring(0, settled).chars().filter(c -> c == '\n').count(), false);
    }
  }

  /** The output is over: what was held back is shown. */
  void end() {
    release(String.join("\n", held), held.size(), false);
  }

  private static String cut(String line) {
    return Quote.cut(line, LONGEST_LINE);
  }

  private void release(String all, int lines, boolean cut) {
    if (lines > released) {
      // The whole is masked each time: a secret may have begun in a line that is shown already.
      String[] masked = mask.mask(all, cutBefore, cut).split("\n", -1);
      for (int i = released; i < lines; i++) {
        show(masked[i]);
      }
      released = lines;
    }
    if (lines == held.size()) {
      held.clear();
      released = 0;
      cutBefore = cut;
    }
  }

  private void show(String line) {
    shown.addLast(line);
    if (shown.size() > KEPT) {
      shown.removeFirst();
      first++;
    }
  }

  /** The number of the first line that is kept, counted from 0. */
  long first() {
    return first;
  }

  /** The lines that are kept, the newest last. */
  List<String> all() {
    return List.copyOf(shown);
  }
}
