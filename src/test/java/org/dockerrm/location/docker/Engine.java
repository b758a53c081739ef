package org.dockerrm.location.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.dockerrm.config.LocationSettings;
import org.dockerrm.location.ContainerSpec;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.Host;
import org.dockerrm.location.ImageBuild;
import org.dockerrm.location.NetworkSpec;
import org.dockerrm.location.NetworkView;
import org.dockerrm.location.ScriptCall;
import org.dockerrm.location.ScriptResult;

/** The engine of this machine with what one test class makes on it, which goes when it closes. */
final class Engine implements AutoCloseable {

  static final URI ENDPOINT = URI.create("unix:///var/run/docker.sock");
  private static final LocationSettings SETTINGS = at("test", ENDPOINT, Optional.empty());
  static final String IMAGE = "debian:bookworm-slim";
  private static final String TEST_LABEL = "dockerrm-test";

  final String suite = UUID.randomUUID().toString().substring(0, 8);
  final DockerHost host = new DockerHost(SETTINGS, Clock.systemUTC(), TransportDecorator.PLAIN);
  final DockerClients clients =
      new DockerClients(SETTINGS, Clock.systemUTC(), TransportDecorator.PLAIN);

  private final Map<String, String> images = new ConcurrentHashMap<>();

  /** An engine as a location names it. */
  static LocationSettings at(String name, URI endpoint, Optional<Path> tlsDirectory) {
    return new LocationSettings(name, "", "", endpoint, tlsDirectory);
  }

  DockerClient client() {
    return clients.control();
  }

  Map<String, String> labels(String resourceId) {
    return Map.of(Host.RESOURCE_ID_LABEL, resourceId, TEST_LABEL, suite);
  }

  String newId() {
    return UUID.randomUUID().toString();
  }

  ContainerSpec spec(String resourceId, String image, String network) {
    return new ContainerSpec(
        "dockerrm-test_" + resourceId, image, "h", network, null, Map.of(), labels(resourceId));
  }

  /** A container that runs {@code sleep} and takes no notice of anything. */
  ContainerView running(String image) {
    return running(image, "sleep", "600");
  }

  /** A container that runs that command. */
  ContainerView running(String image, String... command) {
    String id =
        client()
            .createContainerCmd(image)
            .withName("dockerrm-test_" + newId())
            .withLabels(labels(newId()))
            .withCmd(command)
            .exec()
            .getId();
    return host.workloads().start(id);
  }

  ContainerView running() {
    return running(IMAGE);
  }

  /** An image whose containers stay alive; the plain one has no command at all. */
  String sleepImage() {
    return image("sleep", "600");
  }

  /** An image whose containers run that command. */
  String image(String... command) {
    return images.computeIfAbsent(
        String.join("\", \"", command),
        words -> {
          String tag = "dockerrm-test-" + command[0] + ":" + suite;
          build(tag, "FROM " + IMAGE + "\nCMD [\"" + words + "\"]\n");
          return tag;
        });
  }

  private void build(String tag, String dockerfile) {
    try {
      Path directory = Files.createTempDirectory("dockerrm-test");
      Files.writeString(directory.resolve("Dockerfile"), dockerfile);
      host.images()
          .build(new ImageBuild(directory, List.of(tag), Map.of(TEST_LABEL, suite)), line -> {});
      Files.delete(directory.resolve("Dockerfile"));
      Files.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  NetworkSpec network(String resourceId, String name, String subnet) {
    return new NetworkSpec(name, "bridge", subnet, "", "", false, false, labels(resourceId));
  }

  NetworkView network(String subnet) {
    String id = newId();
    return host.requireNetworks().create(network(id, "dockerrm-test_" + id, subnet));
  }

  /** Puts an executable file into a container. */
  void script(ContainerView container, String path, String... lines) {
    String text = "#!/bin/sh\n" + String.join("\n", lines) + "\n";
    exec(
        container.id(), "sh", "-c", "printf %s \"$2\" >\"$1\"; chmod 755 \"$1\"", "sh", path, text);
  }

  /** Runs a command as root and returns what it prints. */
  String exec(String container, String... command) {
    String exec =
        client()
            .execCreateCmd(container)
            .withUser("0")
            .withCmd(command)
            .withAttachStdout(true)
            .withAttachStderr(true)
            .exec()
            .getId();
    StringBuilder output = new StringBuilder();
    try {
      client()
          .execStartCmd(exec)
          .exec(
              new ResultCallback.Adapter<Frame>() {
                @Override
                public void onNext(Frame frame) {
                  output.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
                }
              })
          .awaitCompletion();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return output.toString();
  }

  ScriptCall call(ContainerView container, String script, String parameters) {
    return call(container, newId(), script, parameters);
  }

  ScriptCall call(ContainerView container, String runId, String script, String parameters) {
    return new ScriptCall(
        container.id(),
        runId,
        script,
        ScriptCall.ParameterFile.LIFECYCLE,
        parameters,
        Map.of(),
        false);
  }

  ScriptResult.Finished finished(ScriptCall call) throws Exception {
    return (ScriptResult.Finished) result(host.scripts().run(call));
  }

  static ScriptResult result(CompletableFuture<ScriptResult> run) throws Exception {
    return run.get(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    List<String> own = List.of(TEST_LABEL + "=" + suite);
    client()
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(own)
        .exec()
        .forEach(container -> host.workloads().remove(container.getId()).requireGone());
    client()
        .listNetworksCmd()
        .withFilter("label", own)
        .exec()
        .forEach(network -> client().removeNetworkCmd(network.getId()).exec());
    client()
        .listVolumesCmd()
        .withFilter("label", own)
        .exec()
        .getVolumes()
        .forEach(volume -> host.requireVolumes().remove(volume.getName()));
    client()
        .listImagesCmd()
        .withLabelFilter(Map.of(TEST_LABEL, suite))
        .exec()
        .forEach(image -> removeImage(image.getId()));
    host.close();
    clients.close();
  }

  private void removeImage(String id) {
    try {
      client().removeImageCmd(id).withForce(true).exec();
    } catch (NotFoundException e) {
      // A parent of it was removed before and took it along.
    }
  }
}
