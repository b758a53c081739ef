package org.dockerrm.cli;

import java.util.Collection;
import org.dockerrm.spelling.Similar;

/** "Did you mean": the known name that a wrong one is closest to. */
final class Suggestions {

  private Suggestions() {}

  /** A sentence that names the closest, or all of a few that are known. */
  static String sentence(String wrong, Collection<String> known) {
    if (known.isEmpty()) {
      return "There is none";
    }
    return Similar.to(wrong, known)
        .map(name -> "Did you mean '" + name + "'?")
        .orElseGet(() -> "Known: " + String.join(", ", known.stream().limit(20).toList()));
  }
}
