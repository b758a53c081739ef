package org.dockerrm.workflow.rule;

import java.util.regex.Pattern;

/** Durations and cycles of them, in the forms that the engine reads. */
final class Intervals {

  private static final String INTERVAL =
      "P(?=.)(\\d{1,6}Y)?(\\d{1,6}M)?(\\d{1,6}D)?"
          + "(T(?=\\d)(\\d{1,6}H)?(\\d{1,6}M)?(\\d{1,6}(\\.\\d{1,9})?S)?)?";
  private static final Pattern DURATION = Pattern.compile(INTERVAL);
  private static final Pattern CYCLE = Pattern.compile("R[1-9]\\d{0,2}/" + INTERVAL);
  private static final Pattern RETRIES =
      Pattern.compile(
          "R\\d{1,4}/" + INTERVAL + "|" + INTERVAL + "(\\s*,\\s*" + INTERVAL + "){0,99}");

  private Intervals() {}

  static boolean isDuration(String text) {
    return DURATION.matcher(text).matches();
  }

  /** At most 999 repetitions. */
  static boolean isCycle(String text) {
    return CYCLE.matcher(text).matches();
  }

  static boolean isRetryList(String text) {
    return RETRIES.matcher(text).matches();
  }
}
