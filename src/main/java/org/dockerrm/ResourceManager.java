package org.dockerrm;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The resource manager as a process: one Spring Boot application. */
@SpringBootApplication
public class ResourceManager {

  /** Starts the resource manager; settings come from {@code config/} and the environment. */
  public static void main(String[] arguments) {
    SpringApplication.run(ResourceManager.class, arguments);
  }
}
