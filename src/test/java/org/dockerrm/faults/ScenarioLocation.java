package org.dockerrm.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.dockerrm.location.Host;
import org.dockerrm.location.docker.EngineFaults;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.transition.PolicyCommand;
import org.dockerrm.transition.PolicyRequests;

/**
 * A location that one life at a time is led in, with a network that stands there for all of them.
 */
final class ScenarioLocation {

  private static final int TRIES = 20;

  private final String location;
  private final EngineFaults faults;
  private final PolicyRequests policies;
  private final RmClient rm;
  private final Path directory;
  private final String network;
  private String prefix = "";

  ScenarioLocation(Manager manager, EngineFaults faults, int number) {
    this.faults = faults;
    location = name(manager, number);
    network = "it-standing-" + location;
    policies = manager.bean(PolicyRequests.class);
    rm = manager.client(location);
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

  /** Makes the network that stands here, in an unused range of addresses. */
  ScenarioLocation prepare() {
    Docker.Outcome made = make();
    for (int tried = 1; made.exitCode() != 0 && tried < TRIES; tried++) {
      made = make();
    }
    assertThat(made.exitCode()).as(made.output()).isZero();
    return this;
  }

  private Docker.Outcome make() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    prefix = "10.%d.%d".formatted(random.nextInt(210, 250), random.nextInt(256));
    return Docker.attempt(
        "network",
        "create",
        "--label",
        "dockerrm-test=faults",
        "--subnet",
        prefix + ".0/26",
        network);
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

  EngineFaults faults() {
    return faults;
  }

  /** The subnet of the network that lives of this place make. */
  String subnet() {
    return prefix + ".64/26";
  }

  /** The properties of that network. */
  Map<String, String> addresses() {
    return Map.of("subnet", subnet(), "gateway", prefix + ".65");
  }

  /** Makes a request as a policy would: its id. */
  String accept(PolicyCommand command) {
    return policies.accept(command).requestId();
  }

  /** Whether a script has written since the tally was taken last. */
  boolean hasTally() {
    return Files.exists(directory.resolve("runs"));
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
  void assertEmpty(Host host, ScenarioRun life) {
    assertThat(host.workloads().own()).noneMatch(container -> isHere(container.labels()));
    assertThat(host.requireNetworks().all()).noneMatch(network -> isHere(network.labels()));
    assertThat(host.requireVolumes().find(life.name())).isEmpty();
  }

  private boolean isHere(Map<String, String> labels) {
    return location.equals(labels.get(Host.LOCATION_LABEL));
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
