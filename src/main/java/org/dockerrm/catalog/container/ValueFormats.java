package org.dockerrm.catalog.container;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms of single values, those of Compose files; each is empty for any other text. */
final class ValueFormats {

  static final String SIZE = "a size such as 512m";
  static final String DURATION = "a duration such as 1m30s";

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");
  private static final Pattern SIZE_TEXT =
      Pattern.compile("(\\d{1,15}(?:\\.\\d{1,6})?)\\s*(|b|k|kb|m|mb|g|gb)");
  private static final Map<String, Integer> SHIFTS =
      Map.of("", 0, "b", 0, "k", 10, "kb", 10, "m", 20, "mb", 20, "g", 30, "gb", 30);
  private static final Pattern DURATION_TEXT =
      Pattern.compile("(?:\\d{1,9}(?:\\.\\d{1,6})?(?:us|ms|s|m|h)){1,20}");
  private static final Pattern DURATION_PART =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)(us|ms|s|m|h)");
  private static final Map<String, Long> NANOS =
      Map.of(
          "us", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final Pattern PATH = Pattern.compile("/[^\\p{Cntrl}]{1,4095}");

  private ValueFormats() {}

  static Optional<Long> number(String text, long least, long most) {
    return Optional.of(text)
        .filter(NUMBER.asMatchPredicate())
        .map(Long::valueOf)
        .filter(number -> number >= least && number <= most);
  }

  /** Bytes. */
  static Optional<Long> size(String text) {
    Matcher size = SIZE_TEXT.matcher(text.toLowerCase(Locale.ROOT));
    if (!size.matches()) {
      return Optional.empty();
    }
    BigDecimal unit = BigDecimal.valueOf(1L << SHIFTS.get(size.group(2)));
    BigDecimal bytes = new BigDecimal(size.group(1)).multiply(unit);
    return bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
        ? Optional.empty()
        : Optional.of(bytes.longValue());
  }

  static Optional<Duration> duration(String text) {
    if (!DURATION_TEXT.matcher(text).matches()) {
      return Optional.empty();
    }
    BigDecimal nanos = BigDecimal.ZERO;
    Matcher parts = DURATION_PART.matcher(text);
    while (parts.find()) {
      BigDecimal unit = BigDecimal.valueOf(NANOS.get(parts.group(2)));
      nanos = nanos.add(new BigDecimal(parts.group(1)).multiply(unit));
    }
    return nanos.compareTo(BigDecimal.valueOf(Duration.ofDays(30).toNanos())) > 0
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(nanos.longValue()));
  }

  static boolean isAddress(String text) {
    return ADDRESS.matcher(text).matches();
  }

  /** Whether a text is an absolute path without steps upwards. */
  static boolean isPath(String text) {
    return PATH.matcher(text).matches() && !("/" + text + "/").contains("/../");
  }
}
