package org.dockerrm.config;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Makes the directory {@code dockerrm.data-dir} (default {@code data}) before anything writes to
 * it, open to its owner only (one that exists keeps its mode: it may be anything), and makes the
 * property an absolute path: H2 takes no other without a prefix.
 */
@Order(Ordered.LOWEST_PRECEDENCE)
class DataDirectory implements EnvironmentPostProcessor {

  private static final String PROPERTY = "dockerrm.data-dir";

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    String name = environment.getProperty(PROPERTY, "");
    Path directory = make(name.isBlank() ? "data" : name);
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("dataDirectory", Map.of(PROPERTY, directory.toString())));
  }

  private static Path make(String name) {
    try {
      Path directory = Path.of(name).toAbsolutePath().normalize();
      Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      if (!Files.isWritable(directory)) {
        throw wrong(name, "cannot be written to");
      }
      return directory;
    } catch (FileAlreadyExistsException e) {
      throw wrong(name, "is not a directory");
    } catch (IOException | InvalidPathException e) {
      throw wrong(name, "cannot be made: " + e);
    }
  }

  private static ConfigurationException wrong(String name, String why) {
    return new ConfigurationException(
        List.of(
            ConfigFindings.shown(PROPERTY + ": '" + name)
                + "' "
                + why
                + "; the data directory is set by DOCKERRM_DATA or --"
                + PROPERTY));
  }
}
