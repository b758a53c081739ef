package org.dockerrm.catalog.secret;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * A text as secrets are looked for in it: without white space, so that neither indents nor line
 * ends hide one, and without escapes if so asked. Each character knows its place in the text.
 */
final class TextView {

  /** Ways to write characters that mean something else. */
  enum Escape {
    /** Of JSON, YAML and shells. */
    BACKSLASH('\\'),
    /** Of addresses. */
    PERCENT('%'),
    /** Of XML and HTML. */
    ENTITY('&'),
    /** A single quote between single quotes of a shell. */
    QUOTE('\'');

    private final char first;

    Escape(char first) {
      this.first = first;
    }
  }

  private static final Map<String, String> ENTITIES =
      Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'");
  private static final int LONGEST_ENTITY = 8;

  private final char[] chars;
  private final int[] from;
  private final int[] to;
  private int length;

  private TextView(int capacity) {
    chars = new char[capacity];
    from = new int[capacity];
    to = new int[capacity];
  }

  static String withoutSpace(String text) {
    return of(text).text();
  }

  /** The text itself. */
  static TextView of(String text) {
    TextView view = new TextView(text.length());
    for (int i = 0; i < text.length(); i++) {
      view.add(text.charAt(i), i, i + 1);
    }
    return view;
  }

  /** The same without one layer of such escapes; empty where there are none. */
  Optional<TextView> without(Escape escape) {
    TextView view = new TextView(length);
    int at = 0;
    while (at < length) {
      int end = chars[at] == escape.first ? view.takeUnescaped(escape, this, at) : at;
      if (end == at) {
        view.add(chars[at], from[at], to[at]);
        end++;
      }
      at = end;
    }
    return view.length == length ? Optional.empty() : Optional.of(view);
  }

  /** Takes what an escape stands for; returns where it ends, where it begins if it is none. */
  private int takeUnescaped(Escape escape, TextView source, int at) {
    return switch (escape) {
      case BACKSLASH -> backslash(source, at);
      case PERCENT -> percent(source, at);
      case ENTITY -> entity(source, at);
      case QUOTE -> quote(source, at);
    };
  }

  private int backslash(TextView source, int at) {
    if (at + 1 >= source.length) {
      return at;
    }
    char kind = source.chars[at + 1];
    int digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
    if (digits > 0 && source.isHex(at + 2, digits)) {
      int code = HexFormat.fromHexDigits(source.piece(at + 2, digits));
      add(
          Character.isValidCodePoint(code) ? Character.toString(code) : "?",
          source,
          at,
          digits + 2);
      return at + digits + 2;
    }
    // A line end or tab is white space, which is left out.
    if ("nrt".indexOf(kind) < 0) {
      add(String.valueOf(kind), source, at, 2);
    }
    return at + 2;
  }

  private int percent(TextView source, int at) {
    int end = at;
    while (end < source.length && source.chars[end] == '%' && source.isHex(end + 1, 2)) {
      end += 3;
    }
    byte[] bytes = new byte[(end - at) / 3];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) HexFormat.fromHexDigits(source.piece(at + 3 * i + 1, 2));
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    // Several bytes may be one character, so that they share their place.
    for (int i = 0; i < text.length(); i++) {
      int place = text.length() == bytes.length ? at + 3 * i : at;
      int size = text.length() == bytes.length ? 3 : end - at;
      add(text.substring(i, i + 1), source, place, size);
    }
    return end;
  }

  private int entity(TextView source, int at) {
    int end = at + 1;
    while (end < source.length && end - at <= LONGEST_ENTITY && source.chars[end] != ';') {
      end++;
    }
    if (end >= source.length || source.chars[end] != ';') {
      return at;
    }
    String name = source.piece(at + 1, end - at - 1);
    String character = name.startsWith("#") ? numbered(name.substring(1)) : ENTITIES.get(name);
    if (character == null) {
      return at;
    }
    add(character, source, at, end + 1 - at);
    return end + 1;
  }

  private static String numbered(String number) {
    boolean hex = number.startsWith("x") || number.startsWith("X");
    try {
      int code = hex ? Integer.parseInt(number.substring(1), 16) : Integer.parseInt(number);
      return Character.isValidCodePoint(code) ? Character.toString(code) : "?";
    } catch (NumberFormatException e) {
      return "?";
    }
  }

  private int quote(TextView source, int at) {
    String text = source.piece(at, 5);
    int size = text.startsWith("'\\''") ? 4 : text.equals("'\"'\"'") ? 5 : 0;
    if (size > 0) {
      add("'", source, at, size);
    }
    return at + size;
  }

  private void add(String text, TextView source, int at, int size) {
    for (int i = 0; i < text.length(); i++) {
      add(text.charAt(i), source.from[at], source.to[at + size - 1]);
    }
  }

  private void add(char c, int begin, int end) {
    if (!Character.isWhitespace(c) && !Character.isSpaceChar(c)) {
      chars[length] = c;
      from[length] = begin;
      to[length] = end;
      length++;
    }
  }

  private boolean isHex(int at, int digits) {
    return at + digits <= length && piece(at, digits).chars().allMatch(HexFormat::isHexDigit);
  }

  private String piece(int at, int size) {
    return new String(chars, at, Math.max(0, Math.min(size, length - at)));
  }

  int length() {
    return length;
  }

  char at(int index) {
    return chars[index];
  }

  /** Where a character begins in the text. */
  int from(int index) {
    return from[index];
  }

  /** Where a character ends in the text. */
  int to(int index) {
    return to[index];
  }

  private String text() {
    return new String(chars, 0, length);
  }
}
