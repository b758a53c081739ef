package org.dockerrm.catalog.secret;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The forms in which a secret may stand in a text whose white space and escapes are left out (see
 * {@link TextView}): as it is, backwards, in hexadecimal digits, in Base64 at any place of what was
 * encoded, and each of its lines.
 */
final class SecretForms {

  /** Shorter texts stand in any text by chance. */
  static final int SHORTEST = 4;

  /** Beyond this length a secret is looked for as it is, in pieces. */
  private static final int LONGEST_WHOLE = 4096;

  private static final int PIECE = 256;

  private final Set<String> forms = new LinkedHashSet<>();

  /** The forms of a secret of at least {@link #SHORTEST} characters without white space. */
  static Set<String> of(String secret) {
    SecretForms all = new SecretForms();
    String plain = TextView.withoutSpace(secret);
    if (plain.length() > LONGEST_WHOLE) {
      pieces(plain).forEach(all::addPlain);
    } else {
      all.addPlain(plain);
      // As a form of the web sends it.
      all.addPlain(TextView.withoutSpace(secret.replace(' ', '+')));
      secret.lines().map(TextView::withoutSpace).forEach(all::addPlain);
      all.addEncoded(secret);
      all.addEncoded(secret.strip());
      // What echo passes on ends with a line.
      all.addEncoded(secret + "\n");
    }
    return all.forms;
  }

  /** The secret as it is and nothing else: a fraction of all its forms. */
  static Set<String> plain(String secret) {
    SecretForms all = new SecretForms();
    pieces(TextView.withoutSpace(secret)).forEach(all::add);
    return all.forms;
  }

  private static List<String> pieces(String plain) {
    if (plain.length() <= LONGEST_WHOLE) {
      return List.of(plain);
    }
    List<String> pieces = new ArrayList<>();
    for (int from = 0; from < plain.length(); from += PIECE) {
      int begin = Math.min(from, plain.length() - PIECE);
      pieces.add(plain.substring(begin, begin + PIECE));
    }
    return pieces;
  }

  private void addPlain(String text) {
    add(text);
    add(new StringBuilder(text).reverse().toString());
  }

  private void addEncoded(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    String hex = HexFormat.of().formatHex(bytes);
    add(hex);
    add(hex.toUpperCase(Locale.ROOT));
    for (int before = 0; before < 3; before++) {
      String base64 = base64(bytes, before);
      add(base64);
      add(base64.replace('+', '-').replace('/', '_'));
    }
  }

  /** The characters that the bytes alone decide, after so many others. */
  private static String base64(byte[] bytes, int before) {
    byte[] placed = new byte[before + bytes.length];
    System.arraycopy(bytes, 0, placed, before, bytes.length);
    String encoded = Base64.getEncoder().encodeToString(placed);
    return encoded.substring((before * 8 + 5) / 6, placed.length * 8 / 6);
  }

  private void add(String form) {
    if (form.length() >= SHORTEST) {
      forms.add(form);
    }
  }
}
