package org.dockerrm.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.dockerrm.location.ContainerHost;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;

/**
 * A location that one life at a time is led in, with a network that stands there for all of them.
 */
final class Place {

  private final String location;
  private final RmClient rm;
  private final Path directory;
  private final String prefix;
  private String network = "";

  Place(Manager manager, int number) {
    location = name(manager, number);
    rm = manager.client(location);
    prefix = "10.%d.%d".formatted(201 + number / 64, number % 64 * 4);
    directory = manager.home().resolve("tally-" + number);
    try {
      Files.createDirectories(directory);
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String name(Manager manager, int number) {
    return manager.location() + "-" + number;
  }

  /** Makes the network that stands here. */
  Place prepare() {
    network = "it-standing-" + location;
    Docker.run(
        "network",
        "create",
        "--label",
        "dockerrm-test=faults",
        "--subnet",
        prefix + ".0/26",
        network);
    return this;
  }

  String location() {
    return location;
  }

  RmClient rm() {
    return rm;
  }

  Path directory() {
    return directory;
  }

  String standingNetwork() {
    return network;
  }

  /** The subnet of the network that lives of this place make. */
  String subnet() {
    return prefix + ".64/26";
  }

  String gateway() {
    return prefix + ".65";
  }

  /** What scripts have written since this was asked last. */
  List<String> takeTally() {
    Path runs = directory.resolve("runs");
    try {
      List<String> lines = Files.exists(runs) ? Files.readAllLines(runs) : List.of();
      Files.deleteIfExists(runs);
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Insists that nothing of this location is left on the engine. */
  void assertEmpty(ContainerHost host, Life life) {
    assertThat(host.ownContainers()).noneMatch(container -> isHere(container.labels()));
    assertThat(host.networks()).noneMatch(network -> isHere(network.labels()));
    assertThat(host.volume(life.name())).isEmpty();
  }

  private boolean isHere(Map<String, String> labels) {
    return location.equals(labels.get(ContainerHost.LOCATION_LABEL));
  }

  /** Removes whatever is left here. */
  void clean() {
    Docker.clean(location);
    takeTally();
  }

  /** Removes the standing network too. */
  void close() {
    clean();
    Docker.attempt("network", "rm", network);
  }
}
