package org.dockerrm.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Times as the API shows them: ISO-8601 with an offset. */
final class Times {

  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private Times() {}

  /** The time that a client gives in a query's parameter. */
  static Instant parse(String parameter, String text) {
    try {
      // An unencoded plus sign of an offset arrives as a space.
      return keepable(OffsetDateTime.parse(text.replace(' ', '+')).toInstant());
    } catch (DateTimeException e) {
      throw new BadRequestException(
          parameter + " is a time with an offset, such as 2026-01-31T12:00:00Z");
    }
  }

  /** Databases know fewer years than Java does. */
  static Instant keepable(Instant time) {
    if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
      throw new DateTimeException("out of range");
    }
    return time;
  }

  static OffsetDateTime of(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static @Nullable OffsetDateTime ofNullable(@Nullable Instant instant) {
    return instant == null ? null : of(instant);
  }
}
