package org.dockerrm.workflow.rule;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.impl.calendar.DateTimeUtil;

/** What a value in a process may look like. */
enum ValueFormat {

  /** An XML id. */
  ID {
    @Override
    Optional<String> fault(String value, Allowed allowed) {
      return unless(
          IDENTIFIER.matcher(value).matches(),
          "is no id; an id has letters, digits, '_', '-' and '.'");
    }
  },

  /** Any text but an expression: the engine evaluates expressions in many places. */
  TEXT {
    @Override
    Optional<String> fault(String value, Allowed allowed) {
      return unless(!Expressions.isIn(value), "must not contain an expression");
    }
  },

  /** Text that the engine keeps in columns of 255 characters. */
  NAME {
    @Override
    Optional<String> fault(String value, Allowed allowed) {
      return tooLong(value, LONGEST_NAME).or(() -> TEXT.fault(value, allowed));
    }
  },

  /** Text that the engine keeps in a column of 64 characters. */
  TAG {
    @Override
    Optional<String> fault(String value, Allowed allowed) {
      return tooLong(value, LONGEST_TAG).or(() -> TEXT.fault(value, allowed));
    }
  },

  /** What is for readers alone. */
  PROSE {
    @Override
    Optional<String> fault(String value, Allowed allowed) {
      return Optional.empty();
    }
  },

  /** {@code true} or {@code false}. */
  BOOLEAN {
    @Override
    Optional<String> fault(String value, Allowed allowed) {
      return unless(value.equals("true") || value.equals("false"), "is neither true nor false");
    }
  },

  /** A variable that a process may set. */
  VARIABLE {
    @Override
    Optional<String> fault(String value, Allowed allowed) {
      if (!VARIABLE_NAME.matcher(value).matches()) {
        return Optional.of("is no name of a variable; it has letters, digits and '_'");
      }
      return unless(
          !allowed.variables().contains(value) && allowed.step(value).isEmpty(),
          "is a name that a process cannot set; choose another");
    }
  },

  /** A step, as <code>${bean}</code>. */
  STEP {
    @Override
    Optional<String> fault(String value, Allowed allowed) {
      Optional<String> bean = DelegateUse.beanOf(value);
      if (bean.isEmpty()) {
        return Optional.of("does not name a delegate as ${bean}");
      }
      return unless(
          allowed.step(bean.get()).isPresent(),
          "is not a published delegate; these are: "
              + String.join(", ", allowed.steps().stream().map(PublishedDelegate::bean).toList()));
    }
  },

  /** A transition or {@code Operation}. */
  CALL {
    @Override
    Optional<String> fault(String value, Allowed allowed) {
      return unless(
          allowed.calls().containsKey(value),
          "cannot be called; these can: " + String.join(", ", allowed.calls().keySet()));
    }
  },

  /** Text with expressions in it. */
  EXPRESSIONS {
    @Override
    Optional<String> fault(String value, Allowed allowed) {
      return Expressions.fault(value);
    }
  },

  /** One expression. */
  CONDITION {
    @Override
    Optional<String> fault(String value, Allowed allowed) {
      return Expressions.isOne(value)
          ? Expressions.fault(value)
          : Optional.of("is not one expression, such as ${onFailure == 'rollback'}");
    }
  },

  /** An ISO-8601 date, or one expression. */
  DATE {
    @Override
    Optional<String> fault(String value, Allowed allowed) {
      return Expressions.isOne(value)
          ? timer(value)
          : unless(isDate(value.strip()), "is no date, such as 2030-01-31T08:00:00Z");
    }
  },

  /** An ISO-8601 duration, or one expression. */
  DURATION {
    @Override
    Optional<String> fault(String value, Allowed allowed) {
      return Expressions.isOne(value)
          ? timer(value)
          : unless(
              Intervals.isDuration(value.strip()),
              "is no duration of ten years at most, such as PT30S");
    }
  },

  /** A bounded number of repetitions. */
  CYCLE {
    @Override
    Optional<String> fault(String value, Allowed allowed) {
      return unless(
          Intervals.isCycle(value.strip()),
          "is no bounded cycle with a period of a second to ten years, such as R10/PT30S");
    }
  },

  /** The pauses before further tries. */
  RETRIES {
    @Override
    Optional<String> fault(String value, Allowed allowed) {
      return unless(
          Intervals.isRetryList(value.strip()),
          "is no retry list, such as PT2S,PT10S,PT30S or R5/PT1M");
    }
  },

  /** For how many days the engine keeps the history of a process. */
  DAYS {
    @Override
    Optional<String> fault(String value, Allowed allowed) {
      return unless(
          value.isBlank() || DAYS_TO_LIVE.matcher(value).matches(),
          "is no number of days from 0 to 9999, such as P7D");
    }
  };

  private static final Pattern IDENTIFIER = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.-]{0,200}");
  private static final Pattern VARIABLE_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,100}");
  private static final Pattern DAYS_TO_LIVE = Pattern.compile("P\\d{1,4}D|\\d{1,4}");
  private static final Pattern YEAR_FIRST = Pattern.compile("\\d{4}(\\D.*)?");

  /** What the engine's columns for names and for versions of processes hold. */
  private static final int LONGEST_NAME = 255;

  private static final int LONGEST_TAG = 64;

  /** The engine keeps a timer's expression, with the timer's type, in a column for names. */
  private static final int LONGEST_TIMER = 240;

  /** What is wrong with a value, to be read behind it; empty where nothing is. */
  abstract Optional<String> fault(String value, Allowed allowed);

  /** Whether values of this kind are evaluated. */
  boolean isEvaluated() {
    return this == EXPRESSIONS || this == CONDITION || this == DATE || this == DURATION;
  }

  static ValueFormat named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static Optional<String> unless(boolean sound, String fault) {
    return sound ? Optional.empty() : Optional.of(fault);
  }

  private static Optional<String> tooLong(String value, int most) {
    return unless(
        value.length() <= most,
        "has " + value.length() + " characters; at most " + most + " are allowed");
  }

  private static Optional<String> timer(String expression) {
    return tooLong(expression, LONGEST_TIMER).or(() -> Expressions.fault(expression));
  }

  private static boolean isDate(String value) {
    try {
      return YEAR_FIRST.matcher(value).matches() && DateTimeUtil.parseDate(value) != null;
    } catch (RuntimeException e) {
      return false;
    }
  }
}
