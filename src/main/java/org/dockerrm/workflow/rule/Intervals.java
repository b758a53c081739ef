package org.dockerrm.workflow.rule;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and cycles of them, in the forms that the engine reads. */
final class Intervals {

  /** Dates that lie further ahead may be out of the range of a database. */
  private static final Duration LONGEST = Duration.ofDays(3660);

  private static final Duration SHORTEST_PERIOD = Duration.ofSeconds(1);

  private static final Pattern DURATION =
      Pattern.compile(
          "P(?=.)(?:(\\d{1,6})Y)?(?:(\\d{1,6})M)?(?:(\\d{1,6})D)?"
              + "(?:T(?=\\d)(?:(\\d{1,6})H)?(?:(\\d{1,6})M)?(?:(\\d{1,6})(?:\\.\\d{1,9})?S)?)?");
  private static final Pattern CYCLE = Pattern.compile("R([1-9]\\d{0,2})/(P.*)");
  private static final Pattern REPEATED_RETRY = Pattern.compile("R\\d{1,4}/(P.*)");
  private static final int MOST_RETRIES = 100;

  /** Seconds of a year, month, day, hour, minute and second, none of them too short. */
  private static final long[] UNITS = {366 * 86_400L, 31 * 86_400L, 86_400, 3_600, 60, 1};

  private Intervals() {}

  /** At most ten years. */
  static boolean isDuration(String text) {
    return duration(text).isPresent();
  }

  /** At most 999 repetitions, a second or more apart. */
  static boolean isCycle(String text) {
    Matcher cycle = CYCLE.matcher(text);
    return cycle.matches()
        && duration(cycle.group(2))
            .filter(period -> period.compareTo(SHORTEST_PERIOD) >= 0)
            .isPresent();
  }

  /** How often a cycle repeats; 1 where the text is none. */
  static int repetitions(String text) {
    return isCycle(text) ? Integer.parseInt(text.substring(1, text.indexOf('/'))) : 1;
  }

  static boolean isRetryList(String text) {
    Matcher repeated = REPEATED_RETRY.matcher(text);
    if (repeated.matches()) {
      return isDuration(repeated.group(1));
    }
    String[] pauses = text.split("\\s*,\\s*", -1);
    return pauses.length <= MOST_RETRIES && Arrays.stream(pauses).allMatch(Intervals::isDuration);
  }

  /** Whole seconds of a duration; empty where the text is none or it is too long. */
  private static Optional<Duration> duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    return matcher.matches()
        ? Optional.of(seconds(matcher.toMatchResult()))
            .map(Duration::ofSeconds)
            .filter(duration -> duration.compareTo(LONGEST) <= 0)
        : Optional.empty();
  }

  private static long seconds(MatchResult parts) {
    long seconds = 0;
    for (int i = 0; i < UNITS.length; i++) {
      String number = parts.group(i + 1);
      seconds += number == null ? 0 : UNITS[i] * Long.parseLong(number);
    }
    return seconds;
  }
}
