package org.dockerrm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import picocli.CommandLine.Option;

/** The properties of a request, from the command line and a file. */
final class PropertyOptions {

  @Option(
      names = {"-p", "--property"},
      paramLabel = "KEY=VALUE",
      description = "A property; may be repeated.")
  private Map<String, String> properties = new LinkedHashMap<>();

  @Option(
      names = "--properties",
      paramLabel = "FILE",
      description = {
        "A YAML or JSON file with a map of properties; -p overrides it.",
        "Passwords belong here: other users of this machine can read command lines."
      })
  private @Nullable Path file;

  /** All of them, by name. */
  Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    if (file != null) {
      all.putAll(read(file));
    }
    all.putAll(properties);
    return all;
  }

  private static Map<String, String> read(Path file) {
    try {
      Object content =
          new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
      if (content instanceof Map<?, ?> map) {
        Map<String, String> properties = new LinkedHashMap<>();
        map.forEach((key, value) -> properties.put(String.valueOf(key), scalar(file, key, value)));
        return properties;
      }
      throw wrong(file, "it must hold a map of properties");
    } catch (IOException | YAMLException e) {
      throw wrong(file, String.valueOf(e.getMessage()));
    }
  }

  private static String scalar(Path file, Object key, @Nullable Object value) {
    if (value instanceof Map || value instanceof Iterable) {
      throw wrong(file, "the value of '" + key + "' must be a string, number or boolean");
    }
    return value == null ? "" : value.toString();
  }

  private static CommandFailure wrong(Path file, String why) {
    return new CommandFailure(ExitCode.USAGE, "cannot read properties from " + file + ": " + why);
  }
}
