package org.dockerrm.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;

/** Values that no honest client sends, from a source of randomness. */
final class OddValues {

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "a",
          "Install",
          "resource::small::2.1",
          "resource::probe::1.0",
          "resource::docker-network::1.0",
          "resource::::",
          "::",
          "../../../etc/passwd",
          "/",
          "\\",
          "a b",
          "a\nb\r\nc",
          "\t",
          "\u0000",
          "\u001b[31m",
          "\ud800",
          "\udc00\ud800",
          "\ufeffbom",
          "\u202egnirts",
          "漢字 🐳 ünïcode",
          "${x}",
          "${instance.name}",
          "${",
          "$${x}",
          "#{1+1}",
          "${''.getClass()}",
          "%00",
          "%s%n%x",
          "' or 1=1--",
          "\"; drop table x; --",
          "<script>alert(1)</script>",
          "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>",
          "$(id)",
          "null",
          "true",
          "NaN",
          "-1",
          "1e999",
          "99999999999999999999999",
          "0x10",
          "1.5",
          "18400-18410:80",
          "[::1]:80:80/udp",
          "0.0.0.0/0",
          "10.1.1.0/33",
          "2026-01-31T12:00:00Z",
          "+999999999-12-31T23:59:59Z",
          "PT15M",
          "10s",
          "1g",
          "unix:///var/run/x.sock",
          "tcp://127.0.0.1:1");

  private static final List<Charset> CHARSETS =
      List.of(
          StandardCharsets.UTF_16,
          StandardCharsets.UTF_16LE,
          StandardCharsets.ISO_8859_1,
          Charset.forName("UTF-32"),
          Charset.forName("IBM037"));

  private final Random random;

  OddValues(Random random) {
    this.random = random;
  }

  /** True in so many of a hundred cases. */
  boolean in(int percent) {
    return random.nextInt(100) < percent;
  }

  /** From 0 to below a bound. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** One of several. */
  <T> T of(List<T> several) {
    return several.get(random.nextInt(several.size()));
  }

  /** One of several. */
  @SafeVarargs
  final <T> T of(T... several) {
    return several[random.nextInt(several.length)];
  }

  /** Any text. */
  String text() {
    return switch (random.nextInt(12)) {
      case 0 -> of(TEXTS).repeat(1 + random.nextInt(50));
      case 1 -> of("x", "漢", "🐳", "-", "\\", "[", "${").repeat(1 + random.nextInt(3_000));
      case 2 -> new String(bytes(random.nextInt(40)), StandardCharsets.ISO_8859_1);
      case 3 -> of(TEXTS) + of(TEXTS);
      default -> of(TEXTS);
    };
  }

  /** Any text that fits on one line of a request. */
  String header() {
    return text().replaceAll("[\\p{Cntrl}]", "").replaceAll("[^\\x20-\\xff]", "?");
  }

  /** Any bytes. */
  byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Any number. */
  JsonNode number() {
    return of(
        List.of(
            JsonNodeFactory.instance.numberNode(0),
            JsonNodeFactory.instance.numberNode(-1),
            JsonNodeFactory.instance.numberNode(1),
            JsonNodeFactory.instance.numberNode(1000),
            JsonNodeFactory.instance.numberNode(Integer.MAX_VALUE),
            JsonNodeFactory.instance.numberNode(Long.MIN_VALUE),
            JsonNodeFactory.instance.numberNode(0.5),
            JsonNodeFactory.instance.numberNode(new BigDecimal("-1e-400")),
            JsonNodeFactory.instance.numberNode(BigInteger.TEN.pow(400))));
  }

  /** Any JSON, at most so deep. */
  JsonNode json(int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 5)) {
      case 0 -> JsonNodeFactory.instance.nullNode();
      case 1 -> JsonNodeFactory.instance.booleanNode(random.nextBoolean());
      case 2 -> number();
      case 3, 4 -> JsonNodeFactory.instance.textNode(text());
      case 5, 6 -> {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          object.set(text(), json(depth - 1));
        }
        yield object;
      }
      default -> {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          array.add(json(depth - 1));
        }
        yield array;
      }
    };
  }

  /** The same bytes, but for some. */
  byte[] damaged(byte[] bytes) {
    if (bytes.length == 0) {
      return bytes(random.nextInt(20));
    }
    byte[] changed = bytes.clone();
    switch (random.nextInt(4)) {
      case 0 -> {
        return Arrays.copyOf(changed, random.nextInt(changed.length));
      }
      case 1 -> {
        return Arrays.copyOf(changed, changed.length + 1 + random.nextInt(20));
      }
      default -> {
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
          changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        }
        return changed;
      }
    }
  }

  /** A text in another charset than it should be in. */
  byte[] encoded(String text) {
    return text.getBytes(of(CHARSETS));
  }

  /** A text with a line changed, gone, doubled or moved, now and then several. */
  String rewritten(String text, List<String> snippets) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    for (int i = 1 + random.nextInt(3); i > 0 && !lines.isEmpty(); i--) {
      int at = random.nextInt(lines.size());
      switch (random.nextInt(6)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
        case 2 -> lines.set(at, lines.get(at).indent(1 + random.nextInt(4)).stripTrailing());
        case 3 -> lines.set(at, value(lines.get(at)));
        default -> lines.add(at, of(snippets));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  /** A line of YAML or XML with another value. */
  private String value(String line) {
    String replacement = Matcher.quoteReplacement(text().replace("\n", " "));
    return line.contains("\"")
        ? line.replaceFirst("\"[^\"]*\"", "\"" + replacement + "\"")
        : line.replaceFirst(":.*", ": " + replacement);
  }
}
