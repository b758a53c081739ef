package org.dockerrm.baseimage;

import static org.dockerrm.baseimage.DockerCli.docker;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dockerrm.baseimage.DockerCli.Output;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Containers of one test class on a network of their own; closing removes all of it. */
final class Sandbox implements AutoCloseable {

  static final String BASE_IMAGE = "dockerrm_baseimage";

  private final String label = "dockerrm-test=" + UUID.randomUUID();
  private final String network;
  private final List<String> images = new ArrayList<>();

  Sandbox() {
    requireBaseImage();
    network = docker("network", "create", "--label", label, "dockerrm-" + UUID.randomUUID()).text();
  }

  private static void requireBaseImage() {
    if (docker("image", "inspect", BASE_IMAGE).code() == 0) {
      return;
    }
    Output build = docker("build", "-t", BASE_IMAGE, "baseimage");
    if (build.code() != 0) {
      throw new AssertionError(
          "Image %s is missing and could not be built; build it by hand: docker build -t %s baseimage\n%s%s"
              .formatted(BASE_IMAGE, BASE_IMAGE, build.out(), build.err()));
    }
  }

  /** Builds an image that this sandbox removes again; returns its name. */
  String build(Path directory) {
    String image = "dockerrm-test-" + UUID.randomUUID();
    images.add(image);
    docker("build", "--label", label, "-t", image, directory.toString()).text();
    return image;
  }

  /** Creates a container of an image, with more options for {@code docker create}; its id. */
  String create(String image, String... options) {
    List<String> command = new ArrayList<>(List.of("create", "--label", label));
    if (!List.of(options).contains("--network")) {
      command.addAll(List.of("--network", network));
    }
    command.addAll(List.of(options));
    command.add(image);
    return docker(command.toArray(String[]::new)).text();
  }

  /** Creates and starts a container; its id. */
  String run(String image, String... options) {
    String container = create(image, options);
    docker("start", container).text();
    return container;
  }

  /** Runs a command in a container. */
  static Output exec(String container, String... command) {
    return execWithInput(container, "", command);
  }

  /** Runs a command in a container with this text as its input. */
  static Output execWithInput(String container, String input, String... command) {
    List<String> arguments = new ArrayList<>(List.of("exec", "-i", container));
    arguments.addAll(List.of(command));
    return docker(input.getBytes(StandardCharsets.UTF_8), arguments.toArray(String[]::new));
  }

  /** Runs a command with one more argument that arrives byte by byte, whatever the locale here. */
  static Output execExactly(String container, String lastArgument, String... command) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "python3",
                "-c",
                "import os, sys; a = sys.argv[1:]; os.execvp(a[0], a + [sys.stdin.buffer.read()])"));
    arguments.addAll(List.of(command));
    return execWithInput(container, lastArgument, arguments.toArray(String[]::new));
  }

  /** Puts a file into a container, readable by its owner only. */
  static void put(String container, String path, String content) {
    execWithInput(container, content, "sh", "-c", "umask 077; cat >\"$0\"", path).text();
  }

  /** Puts properties into a container, written in this style. */
  static void put(
      String container,
      String path,
      Map<String, String> properties,
      DumperOptions.ScalarStyle style) {
    DumperOptions options = new DumperOptions();
    options.setDefaultScalarStyle(style);
    // By default a text with control characters becomes a !!binary, which is no text any more.
    options.setNonPrintableStyle(DumperOptions.NonPrintableStyle.ESCAPE);
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    put(container, path, new Yaml(options).dump(properties));
  }

  /** Reads a properties file as the manager does. */
  static Map<String, Object> properties(String container, String path) {
    return new Yaml(new SafeConstructor(new LoaderOptions()))
        .load(exec(container, "cat", path).text());
  }

  /** Standard output and error of a container. */
  static String logs(String container) {
    Output logs = docker("logs", container);
    return logs.out() + logs.err();
  }

  /** One value of {@code docker inspect}. */
  static String inspect(String container, String format) {
    return docker("inspect", "-f", format, container).text();
  }

  /** The network's subnet. */
  String subnet() {
    return docker("network", "inspect", "-f", "{{(index .IPAM.Config 0).Subnet}}", network).text();
  }

  /** A container's address on the network. */
  static String address(String container) {
    return inspect(container, "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}");
  }

  @Override
  public void close() {
    String ours = "label=" + label;
    for (String container : docker("ps", "-aq", "--filter", ours).text().lines().toList()) {
      docker("rm", "-f", "-v", container);
    }
    docker("network", "rm", network);
    images.forEach(image -> docker("rmi", "-f", image));
  }
}
