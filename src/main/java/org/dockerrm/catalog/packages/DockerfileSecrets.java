package org.dockerrm.catalog.packages;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dockerrm.catalog.image.DockerfileText.Instruction;

/**
 * Finds secrets in a Dockerfile: values of variables, labels and options whose names say that they
 * are secret, and passwords in addresses. The manager passes no build arguments and no build
 * secrets, so that a build has no others but those of the descriptor and the registry logins.
 */
final class DockerfileSecrets {

  private static final int SHORTEST = 4;
  private static final Set<String> NONE = Set.of("true", "false", "none", "null");

  private static final String NAME =
      "(?:password|passwd|passphrase|secret|token|api[_-]?key|private[_-]?key)";
  private static final String VALUE = "(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|'([^']*+)'|([^\\s\"']++))";

  private static final List<Pattern> SECRETS =
      List.of(
          Pattern.compile("(?i)" + NAME + "[\"']?\\s*+=\\s*+" + VALUE),
          Pattern.compile("(?i)--[\\w-]{0,60}" + NAME + "\\s++" + VALUE),
          Pattern.compile("(?i)^ENV\\s++\\w{0,200}" + NAME + "\\s++" + VALUE),
          Pattern.compile("[a-zA-Z]://[^\\s/@:\"']*+:([^\\s/@\"']++)@"));

  private DockerfileSecrets() {}

  static Set<String> in(List<Instruction> instructions) {
    Set<String> secrets = new LinkedHashSet<>();
    for (Instruction instruction : instructions) {
      SECRETS.forEach(pattern -> add(secrets, pattern.matcher(instruction.text())));
    }
    return secrets;
  }

  private static void add(Set<String> secrets, Matcher found) {
    while (found.find()) {
      for (int group = 1; group <= found.groupCount(); group++) {
        String value = found.group(group);
        if (value != null && isSecret(value)) {
          secrets.add(value);
        }
      }
    }
  }

  /** Neither a switch nor a place where the secret is. */
  private static boolean isSecret(String value) {
    return value.length() >= SHORTEST
        && !NONE.contains(value.toLowerCase(Locale.ROOT))
        && !value.startsWith("$")
        && !value.startsWith("/");
  }
}
