package org.dockerrm.catalog.descriptor;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.Quote;
import org.dockerrm.catalog.yaml.YamlValue.Entry;

/** The rules for names that a descriptor gives: of properties, operations, metrics, policies. */
final class Names {

  private static final int MOST = 500;
  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

  private Names() {}

  /** The entries whose keys are legal names, at most {@value #MOST}; tells of the others. */
  static List<Entry> legal(String what, List<Entry> entries, Findings.InFile findings) {
    List<Entry> legal = new ArrayList<>();
    for (Entry entry : entries) {
      if (legal.size() == MOST) {
        findings.error(entry.line(), "has more than " + MOST + " of one kind: " + what);
        break;
      }
      if (LEGAL.matcher(entry.key()).matches()) {
        legal.add(entry);
      } else {
        findings.error(
            entry.line(),
            what
                + " name "
                + Quote.of(entry.key())
                + " must be 1 to 100 letters, digits, '_', '-' or '.'");
      }
    }
    return legal;
  }
}
