package org.dockerrm.location.docker;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A step as the classic builder announces it: {@code Step 3/7 : RUN make}.
 *
 * @param step counted from 1
 * @param steps how many there are
 * @param instruction the instruction
 */
record BuildStep(int step, int steps, String instruction) {

  private static final Pattern FORM = Pattern.compile("Step (\\d{1,6})/(\\d{1,6}) : (.*)");
  private static final Pattern FROM =
      Pattern.compile("(?i)FROM\\s+(?:--\\S+\\s+)*(\\S+)(?:\\s+AS\\s+\\S+)?\\s*");

  /** The step that a line announces, if it does. */
  static Optional<BuildStep> parse(String line) {
    Matcher form = FORM.matcher(line);
    if (!form.matches()) {
      return Optional.empty();
    }
    int step = Integer.parseInt(form.group(1));
    int steps = Integer.parseInt(form.group(2));
    boolean possible = step >= 1 && step <= steps;
    return possible ? Optional.of(new BuildStep(step, steps, form.group(3))) : Optional.empty();
  }

  /** The base image that the step begins with, if it is one that does. */
  Optional<String> base() {
    Matcher from = FROM.matcher(instruction);
    return from.matches() ? Optional.of(from.group(1)) : Optional.empty();
  }
}
