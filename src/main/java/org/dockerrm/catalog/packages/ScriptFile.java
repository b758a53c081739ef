package org.dockerrm.catalog.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dockerrm.catalog.yaml.Fields;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.Quote;
import org.dockerrm.catalog.yaml.YamlReader;
import org.dockerrm.catalog.yaml.YamlValue;
import org.dockerrm.catalog.yaml.YamlValue.Entry;
import org.dockerrm.catalog.yaml.YamlValue.Text;

/**
 * A file that maps names to scripts: {@code lifecycle/lifecycle.yaml} or {@code
 * operations/operations.yaml} (docs/reference/packages.md).
 *
 * @param file its path relative to the package; the usual one where there is none
 * @param exists whether there is one
 * @param scripts its scripts in order
 */
record ScriptFile(String file, boolean exists, List<Script> scripts) {

  private static final int LONGEST_PATH = 1000;
  private static final Pattern PATH = Pattern.compile("/[^\\p{Cntrl}]+");

  ScriptFile {
    scripts = List.copyOf(scripts);
  }

  /**
   * Reads the file of a package.
   *
   * @param section {@code lifecycle} or {@code operations}: the directory, file and key
   */
  static ScriptFile read(PackageDirectory directory, String section, Findings findings) {
    String name = section + "/" + section + ".yaml";
    Optional<byte[]> content = directory.read(name, YamlReader.MAX_BYTES, findings);
    if (content.isEmpty()) {
      name = section + "/" + section + ".yml";
      content = directory.read(name, YamlReader.MAX_BYTES, findings);
    }
    if (content.isEmpty()) {
      return new ScriptFile(section + "/" + section + ".yaml", false, List.of());
    }
    return new ScriptFile(name, true, scripts(content.get(), section, findings.in(name)));
  }

  private static List<Script> scripts(byte[] content, String section, Findings.InFile findings) {
    Optional<Fields> fields =
        YamlReader.read(content, findings).flatMap(document -> Fields.of("", document, findings));
    if (fields.isEmpty()) {
      return List.of();
    }
    Optional<Text> version = fields.get().text("version");
    version
        .filter(text -> !text.text().equals("1"))
        .ifPresent(text -> findings.warning(text.line(), "has another version than 1"));
    List<Script> scripts = new ArrayList<>();
    for (Entry entry : fields.get().map(section)) {
      script(entry, findings).ifPresent(scripts::add);
    }
    fields.get().warnOfOthers();
    return scripts;
  }

  private static Optional<Script> script(Entry entry, Findings.InFile findings) {
    if (entry.value() instanceof YamlValue.Nothing) {
      return Optional.empty();
    }
    if (!(entry.value() instanceof Text path)) {
      findings.error(
          entry.line(),
          "the script of "
              + Quote.of(entry.key())
              + " must be a path, not "
              + entry.value().kind());
      return Optional.empty();
    }
    if (path.text().length() > LONGEST_PATH || !PATH.matcher(path.text()).matches()) {
      findings.error(
          path.line(),
          "the script of "
              + Quote.of(entry.key())
              + ", "
              + Quote.of(path.text())
              + ", must be an absolute path inside the container without control characters");
      return Optional.empty();
    }
    return Optional.of(new Script(entry.key(), path.text(), entry.line()));
  }

  /**
   * A script.
   *
   * @param name the transition or operation, as written
   * @param path its absolute path inside the container
   * @param line where it is mapped
   */
  record Script(String name, String path, int line) {}
}
