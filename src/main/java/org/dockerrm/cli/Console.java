package org.dockerrm.cli;

import java.io.PrintStream;
import java.util.Map;

/**
 * Where a command writes and what surrounds it.
 *
 * @param out standard output
 * @param err standard error
 * @param environment the process's environment variables
 */
record Console(PrintStream out, PrintStream err, Map<String, String> environment) {

  /** Prints a line; control characters in it cannot reach the terminal. */
  void say(String line) {
    out.println(clean(line));
  }

  /** Prints a failure: its reason, and indented what to do. */
  void complain(CommandFailure failure) {
    err.println("dockerrm: " + clean(String.valueOf(failure.getMessage())));
    failure.remedies().forEach(line -> err.println("  " + clean(line)));
  }

  /** The text without control characters other than line ends and tabs. */
  static String clean(String text) {
    return text.codePoints()
        .filter(c -> c == '\n' || c == '\t' || !Character.isISOControl(c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
