package org.dockerrm.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.dockerrm.location.Host;

/** The engine as a person sees it, through the docker command. */
public final class Docker {

  private Docker() {}

  /** Runs a docker command and returns what it printed; fails where the command does. */
  public static String run(String... arguments) {
    Outcome outcome = attempt(arguments);
    if (outcome.exitCode() != 0) {
      throw new AssertionError("docker " + String.join(" ", arguments) + ": " + outcome.output());
    }
    return outcome.output();
  }

  /** Runs a docker command, whatever comes of it. */
  public static Outcome attempt(String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(Arrays.asList(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Outcome(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * What became of a command.
   *
   * @param exitCode its exit code
   * @param output standard output and error
   */
  public record Outcome(int exitCode, String output) {}

  /** A file inside a container, as text. */
  public static String file(String container, String path) {
    return run("exec", container, "cat", path);
  }

  /**
   * The IPv4 address of this machine on the engine's default bridge. The engine itself does not
   * tell it before its first restart.
   */
  public static String bridgeAddress() {
    try {
      return NetworkInterface.getByName("docker0")
          .inetAddresses()
          .filter(Inet4Address.class::isInstance)
          .map(InetAddress::getHostAddress)
          .findFirst()
          .orElseThrow();
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ids of the containers of a location, running or not. */
  public static List<String> containersOf(String location) {
    return lines(run("ps", "-aq", "--no-trunc", "--filter", label(location)));
  }

  /** Ids of the networks of a location. */
  public static List<String> networksOf(String location) {
    return lines(run("network", "ls", "-q", "--no-trunc", "--filter", label(location)));
  }

  /** Names of the volumes of a location. */
  public static List<String> volumesOf(String location) {
    return lines(run("volume", "ls", "-q", "--filter", label(location)));
  }

  /**
   * The first three numbers of a subnet that no network of the engine has, such as 10.200.7, and
   * that no other virtual machine of the tests takes at this moment.
   */
  public static String freePrefix() {
    String ids = run("network", "ls", "-q").strip();
    String taken = attempt(("network inspect " + ids).split("\\s+")).output();
    String prefix;
    do {
      int fork = Integer.getInteger("surefire.forkNumber", 0);
      prefix = "10.%d.%d".formatted(200 + fork, ThreadLocalRandom.current().nextInt(256));
    } while (taken.contains(prefix + "."));
    return prefix;
  }

  /** Removes everything that was made for a location. */
  public static void clean(String location) {
    containersOf(location).forEach(id -> attempt("rm", "-f", "-v", id));
    networksOf(location).forEach(id -> attempt("network", "rm", id));
    volumesOf(location).forEach(id -> attempt("volume", "rm", id));
  }

  private static String label(String location) {
    return "label=" + Host.LOCATION_LABEL + "=" + location;
  }

  private static List<String> lines(String text) {
    return text.lines().filter(line -> !line.isBlank()).toList();
  }
}
