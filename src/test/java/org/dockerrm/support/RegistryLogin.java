package org.dockerrm.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** A login to a registry in Docker's configuration, for clients of engines that are opened now. */
public final class RegistryLogin {

  /** The registry that the login is for. */
  public static final String REGISTRY = "registry.example";

  private static final String SETTING = "DOCKER_CONFIG";

  private RegistryLogin() {}

  /** Writes it to a directory, and has it used from now on. */
  public static void in(Path directory) throws IOException {
    String auth =
        Base64.getEncoder()
            .encodeToString("robot:of-the-operator".getBytes(StandardCharsets.UTF_8));
    Files.writeString(
        directory.resolve("config.json"),
        "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}".formatted(REGISTRY, auth));
    System.setProperty(SETTING, directory.toString());
  }

  /** Takes it away again. */
  public static void none() {
    System.clearProperty(SETTING);
  }
}
