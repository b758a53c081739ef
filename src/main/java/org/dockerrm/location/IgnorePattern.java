package org.dockerrm.location;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntPredicate;

/**
 * A pattern of a {@code .dockerignore}, matched against whole paths in one pass: all places of the
 * pattern where a match can stand are kept as bits and moved on together with each character. Time
 * grows with the lengths of pattern and path, never with the ways in which both could fit.
 */
final class IgnorePattern {

  private static final int ASCII = 128;

  /** Bits by the character that they move on with; for characters that are rare, as a rule. */
  private final Map<Integer, long[]> literals = new HashMap<>();

  private final List<Place> classes = new ArrayList<>();
  private final int words;
  private final int end;
  private final long[] anyOfName;
  private final long[] loopsInName;
  private final long[] loops;
  private final long[] skippable;

  /** By character; each is worked out at its first use, since most patterns meet few of them. */
  private final AtomicReferenceArray<long[]> ascii = new AtomicReferenceArray<>(ASCII);

  /** A place that takes the characters for which the test holds. */
  private record Place(int index, IntPredicate test) {}

  /** The parts of a pattern, in order. */
  private sealed interface Part {

    /** One character for which the test holds. */
    record One(IntPredicate test) implements Part {}

    /** That character. */
    record Literal(int character) implements Part {}

    /** Any one character of a name. */
    record OneOfName() implements Part {}

    /** Any characters of a name. */
    record Name() implements Part {}

    /** Any directories, each with its slash, or none. */
    record Directories() implements Part {}

    /** Anything. */
    record Rest() implements Part {}
  }

  private IgnorePattern(List<Part> parts) {
    words = parts.size() / 64 + 1;
    anyOfName = new long[words];
    loopsInName = new long[words];
    loops = new long[words];
    skippable = new long[words];
    int place = 0;
    for (Part part : parts) {
      place += add(part, place);
    }
    end = place;
  }

  /** How many places a part takes. */
  private int add(Part part, int place) {
    if (part instanceof Part.Name) {
      set(loopsInName, place);
      return 0;
    }
    if (part instanceof Part.Rest) {
      set(loops, place);
      return 0;
    }
    if (part instanceof Part.Directories) {
      set(loops, place);
      set(skippable, place);
      set(literals.computeIfAbsent((int) '/', c -> new long[words]), place);
    } else if (part instanceof Part.Literal literal) {
      set(literals.computeIfAbsent(literal.character(), c -> new long[words]), place);
    } else if (part instanceof Part.OneOfName) {
      set(anyOfName, place);
    } else if (part instanceof Part.One one) {
      classes.add(new Place(place, one.test()));
    }
    return 1;
  }

  /**
   * Reads a pattern.
   *
   * @param pattern cleaned: no leading slash, no empty names
   * @return empty where it is malformed
   */
  static Optional<IgnorePattern> parse(String pattern) {
    try {
      return Optional.of(new IgnorePattern(new Reader(pattern).parts()));
    } catch (Malformed e) {
      return Optional.empty();
    }
  }

  /** Whether the whole path matches. */
  boolean matches(String path) {
    long[] now = new long[words];
    set(now, 0);
    skip(now, now);
    long[] next = new long[words];
    for (int i = 0; i < path.length(); ) {
      int character = path.codePointAt(i);
      i += Character.charCount(character);
      if (!step(now, moves(character), character == '/', next)) {
        return false;
      }
      long[] free = now;
      now = next;
      next = free;
    }
    return (now[end / 64] >>> end % 64 & 1) != 0;
  }

  /** Moves on with one character; false where nothing is left. */
  private boolean step(long[] now, long[] moves, boolean slash, long[] next) {
    long carry = 0;
    for (int w = 0; w < words; w++) {
      long moved = now[w] & moves[w];
      next[w] = moved << 1 | carry;
      carry = moved >>> 63;
    }
    skip(next, next);
    long left = 0;
    for (int w = 0; w < words; w++) {
      next[w] |= now[w] & (slash ? loops[w] : loops[w] | loopsInName[w]);
      left |= next[w];
    }
    return left != 0;
  }

  /** Who arrives where directories may follow may as well be behind them. */
  private void skip(long[] arrived, long[] target) {
    long carry = 0;
    for (int w = 0; w < words; w++) {
      long skipped = arrived[w] & skippable[w];
      target[w] = arrived[w] | skipped << 1 | carry;
      carry = skipped >>> 63;
    }
  }

  private long[] moves(int character) {
    if (character >= ASCII) {
      return movesOf(character);
    }
    long[] known = ascii.get(character);
    if (known == null) {
      known = movesOf(character);
      ascii.set(character, known);
    }
    return known;
  }

  private long[] movesOf(int character) {
    long[] moves = literals.getOrDefault(character, new long[words]).clone();
    if (character != '/') {
      for (int w = 0; w < words; w++) {
        moves[w] |= anyOfName[w];
      }
    }
    classes.stream()
        .filter(place -> place.test().test(character))
        .forEach(place -> set(moves, place.index()));
    return moves;
  }

  private static void set(long[] bits, int index) {
    bits[index / 64] |= 1L << index % 64;
  }

  /** The pattern is malformed. */
  private static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** Reads the parts of a pattern as Docker does. */
  private static final class Reader {

    private final int[] text;
    private final List<Part> parts = new ArrayList<>();
    private int at;

    Reader(String pattern) {
      text = pattern.codePoints().toArray();
    }

    List<Part> parts() throws Malformed {
      if (isSuffix()) {
        parts.add(new Part.Rest());
        at = 2;
      }
      while (at < text.length) {
        int character = text[at++];
        switch (character) {
          case '*' -> star();
          case '?' -> parts.add(new Part.OneOfName());
          case '[' -> parts.add(new Part.One(bracket()));
          case '\\' -> parts.add(new Part.Literal(next()));
          default -> parts.add(new Part.Literal(character));
        }
      }
      return parts;
    }

    /** {@code **name} is anything that ends so, unless the name has wildcards of its own. */
    private boolean isSuffix() {
      boolean doubled = text.length > 2 && text[0] == '*' && text[1] == '*' && text[2] != '/';
      for (int i = 2; doubled && i < text.length; i++) {
        doubled = "*?[]\\".indexOf(text[i]) < 0;
      }
      return doubled;
    }

    private void star() {
      if (at == text.length || text[at] != '*') {
        parts.add(new Part.Name());
        return;
      }
      at++;
      if (at < text.length && text[at] == '/') {
        at++;
      }
      if (at == text.length) {
        parts.add(new Part.Rest());
      } else if (parts.isEmpty() || !(parts.get(parts.size() - 1) instanceof Part.Directories)) {
        parts.add(new Part.Directories());
      }
    }

    /** What stands between brackets: characters and ranges, after {@code ^} all others. */
    private IntPredicate bracket() throws Malformed {
      boolean negated = at < text.length && text[at] == '^';
      at += negated ? 1 : 0;
      List<int[]> ranges = new ArrayList<>();
      while (ranges.isEmpty() || at == text.length || text[at] != ']') {
        int low = member();
        int high = low;
        if (at < text.length && text[at] == '-') {
          at++;
          high = member();
        }
        if (low > high) {
          throw new Malformed();
        }
        ranges.add(new int[] {low, high});
      }
      at++;
      return c -> negated != ranges.stream().anyMatch(r -> r[0] <= c && c <= r[1]);
    }

    private int member() throws Malformed {
      int character = next();
      if (character == '-' || character == ']') {
        throw new Malformed();
      }
      return character == '\\' ? next() : character;
    }

    private int next() throws Malformed {
      if (at == text.length) {
        throw new Malformed();
      }
      return text[at++];
    }
  }
}
