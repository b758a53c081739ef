package org.dockerrm.support;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A package for one test: a container that sleeps, whose scripts are given as shell lines.
 *
 * @param name name of its type
 * @param version version of its type
 * @param descriptor the descriptor without {@code name}
 * @param scripts shell lines by transition; those not named are not mapped
 */
public record TestPackage(
    String name, String version, String descriptor, Map<String, String> scripts) {

  /** The full name of its type. */
  public String type() {
    return "resource::" + name + "::" + version;
  }

  /** Uploads it and waits until its type is published. */
  public TestPackage publish(RmClient rm) {
    RmClient.Answer answer = Upload.post(rm, zip().bytes());
    if (answer.status() != 201) {
      throw new AssertionError(answer.text());
    }
    rm.awaitPublished(type());
    return this;
  }

  private Zip zip() {
    Zip zip =
        new Zip()
            .with("resource.yml", "name: " + type() + "\n" + descriptor)
            .with(
                "Dockerfile",
                """
                FROM debian:bookworm-slim
                COPY lifecycle /opt/lifecycle
                RUN chmod 755 /opt/lifecycle/*
                STOPSIGNAL SIGKILL
                CMD ["sleep", "infinity"]
                """)
            .with(
                "lifecycle/lifecycle.yaml",
                new TreeMap<>(scripts)
                    .keySet().stream()
                        .map(t -> "  " + t + ": /opt/lifecycle/" + t + ".sh\n")
                        .collect(Collectors.joining("", "version: 1\nlifecycle:\n", "")));
    scripts.forEach((t, lines) -> zip.with("lifecycle/" + t + ".sh", "#!/bin/sh\n" + lines + "\n"));
    return zip;
  }
}
