package org.dockerrm;

import org.dockerrm.config.ConfigDirectory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The resource manager as a process: one Spring Boot application. */
@SpringBootApplication
public class ResourceManager {

  /**
   * Starts the resource manager; settings come from {@code config/} and the environment. Where they
   * are wrong, every finding is one line on the standard error and the process exits with 78.
   */
  public static void main(String[] arguments) {
    SpringApplication application = new SpringApplication(ResourceManager.class);
    application.addInitializers(context -> ConfigDirectory.check(context.getEnvironment()));
    application.run(arguments);
  }
}
