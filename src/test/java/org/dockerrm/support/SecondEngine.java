package org.dockerrm.support;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * A second Docker engine on this machine, in a network namespace of its own, with two doors: a Unix
 * socket and TCP with mutual TLS. It needs root, the command {@code ip} and {@code openssl}, and
 * has the image {@code debian:bookworm-slim}.
 */
public final class SecondEngine implements AutoCloseable {

  private static final String IMAGE = "debian:bookworm-slim";
  private static final int PORT = 2376;

  /**
   * From the range for tests between networks (RFC 2544), which no host should be using; tests run
   * in several virtual machines side by side.
   */
  private static final String NETWORK =
      "198.18.%d.".formatted(77 + Integer.getInteger("surefire.forkNumber", 0));

  private static final String HERE = NETWORK + "1";
  private static final String THERE = NETWORK + "2";

  private final String id = UUID.randomUUID().toString().substring(0, 6);
  private final String namespace = "dockerrm-" + id;
  private final String link = "drm" + id;
  private final Path directory;
  private final TlsCertificates certificates;
  private boolean liveRestore;
  private @Nullable Process process;
  private @Nullable Process containers;

  private SecondEngine() throws IOException {
    // Short, since the engine's own sockets in it may have 108 characters.
    directory = Files.createTempDirectory("drm");
    certificates = new TlsCertificates(directory.resolve("tls"), THERE);
  }

  /** Starts one and waits until it answers. */
  public static SecondEngine start() {
    if (!"root".equals(System.getProperty("user.name"))) {
      throw new IllegalStateException("a second Docker engine can be started by root only");
    }
    try {
      SecondEngine engine = new SecondEngine();
      Runtime.getRuntime().addShutdownHook(new Thread(engine::close));
      try {
        engine.open();
        return engine;
      } catch (RuntimeException | IOException e) {
        String log = engine.log();
        engine.close();
        throw new IllegalStateException("the second Docker engine did not start: " + log, e);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its Unix socket. */
  public URI socket() {
    return URI.create("unix://" + directory.resolve("docker.sock"));
  }

  /** Its TCP port, behind mutual TLS. */
  public URI tcp() {
    return URI.create("tcp://" + THERE + ":" + PORT);
  }

  /** The authority and certificates of its TCP port. */
  public TlsCertificates certificates() {
    return certificates;
  }

  /** Runs a docker command on it and returns what it printed. */
  public String docker(String... arguments) {
    List<String> command = new ArrayList<>(List.of("-H", socket().toString()));
    command.addAll(List.of(arguments));
    return Docker.run(command.toArray(String[]::new));
  }

  /** Ids of the containers of a location on it. */
  public List<String> containersOf(String location) {
    return docker("ps", "-aq", "--no-trunc", "--filter", "label=dockerrm.location=" + location)
        .lines()
        .toList();
  }

  /** Makes it hang: it takes connections and answers nothing, until it goes on. */
  public void freeze() {
    signal("-STOP");
  }

  /** Lets it go on after it hung. */
  public void thaw() {
    signal("-CONT");
  }

  /** Ends it, and with it its containers, unless it was told to leave them alone. */
  public void stop() {
    Process engine = current();
    engine.destroy();
    if (ended(engine, 40) < 0) {
      throw new IllegalStateException("dockerd does not end: " + log());
    }
  }

  /**
   * Starts it again and waits until it answers.
   *
   * @param keepContainers whether its containers are to go on when it ends next
   */
  public void startAgain(boolean keepContainers) {
    try {
      liveRestore = keepContainers;
      tidyUp();
      process = startEngine();
      awaitAnswer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void signal(String signal) {
    try {
      run("kill", signal, String.valueOf(current().pid()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process current() {
    return Optional.ofNullable(process).orElseThrow();
  }

  private void awaitAnswer() {
    await("the second engine")
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(200))
        .until(this::answers);
  }

  private void open() throws IOException {
    run("ip", "netns", "add", namespace);
    run("ip", "link", "add", link, "type", "veth", "peer", "name", "door", "netns", namespace);
    run("ip", "addr", "add", HERE + "/30", "dev", link);
    run("ip", "link", "set", link, "up");
    run("ip", "-n", namespace, "addr", "add", THERE + "/30", "dev", "door");
    run("ip", "-n", namespace, "link", "set", "door", "up");
    run("ip", "-n", namespace, "link", "set", "lo", "up");
    containers = startContainerd();
    process = startEngine();
    awaitAnswer();
    Path image = directory.resolve("image.tar");
    Docker.run("save", "-o", image.toString(), IMAGE);
    docker("load", "-i", image.toString());
    Files.delete(image);
  }

  /**
   * What runs its containers, as a service of its own: an engine that has to start it itself takes
   * it down, too, and damages the containers that are being started.
   */
  private Process startContainerd() throws IOException {
    Path config = directory.resolve("containerd.toml");
    Files.writeString(
        config,
        """
        version = 2
        root = "%1$s/containerd/data"
        state = "%1$s/containerd/run"
        disabled_plugins = ["io.containerd.grpc.v1.cri"]
        [grpc]
        address = "%1$s/containerd.sock"
        [ttrpc]
        address = "%1$s/containerd.sock.ttrpc"
        """
            .formatted(directory));
    return startInNamespace(List.of("containerd", "--config", config.toString()));
  }

  private Process startEngine() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "dockerd",
                "--containerd=" + directory.resolve("containerd.sock"),
                "--data-root=" + directory.resolve("data"),
                "--exec-root=" + directory.resolve("run"),
                "--pidfile=" + directory.resolve("pid"),
                "--group=" + System.getProperty("user.name"),
                "--host=" + socket(),
                "--host=" + tcp(),
                "--tlsverify",
                "--tlscacert=" + certificates.client().resolve("ca.pem"),
                "--tlscert=" + certificates.server().resolve("cert.pem"),
                "--tlskey=" + certificates.server().resolve("key.pem")));
    if (liveRestore) {
      command.add("--live-restore");
    }
    return startInNamespace(command);
  }

  private Process startInNamespace(List<String> command) throws IOException {
    // Not "ip netns exec": it hides the control groups that the engine needs.
    List<String> all = new ArrayList<>(List.of("nsenter", "--net=/run/netns/" + namespace));
    all.addAll(command);
    return new ProcessBuilder(all)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()))
        .start();
  }

  private boolean answers() {
    Process engine = process;
    if (engine != null && !engine.isAlive()) {
      throw new IllegalStateException("dockerd ended with code " + engine.exitValue());
    }
    return Docker.attempt("-H", socket().toString(), "info").exitCode() == 0;
  }

  private String log() {
    try {
      Path log = directory.resolve("log");
      String text = Files.exists(log) ? Files.readString(log) : "";
      return text.substring(Math.max(0, text.length() - 2_000));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    if (ended(process, 20) != 0) {
      throw new IllegalStateException(String.join(" ", command) + ": " + output);
    }
    return output;
  }

  private static int ended(Process process, int seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  /** Ends it and removes its containers, namespace, mounts and directories. */
  @Override
  public synchronized void close() {
    if (!Files.exists(directory)) {
      return;
    }
    stopEngine();
    Process runtime = containers;
    if (runtime != null) {
      runtime.destroy();
      ended(runtime, 10);
    }
    // Those that look after containers outlive both of them.
    ProcessHandle.allProcesses()
        .filter(left -> left.info().commandLine().orElse("").contains(directory.toString() + "/"))
        .forEach(ProcessHandle::destroyForcibly);
    attempt("ip", "link", "delete", link);
    attempt("ip", "netns", "delete", namespace);
    mounts().forEach(mount -> attempt("umount", "--lazy", mount));
    try {
      FileSystemUtils.deleteRecursively(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void stopEngine() {
    Process engine = process;
    if (engine == null) {
      return;
    }
    attempt("kill", "-CONT", String.valueOf(engine.pid()));
    if (answersStill(engine)) {
      docker("ps", "-aq").lines().forEach(id -> attemptDocker("rm", "-f", "-v", id));
    }
    List<ProcessHandle> all = new ArrayList<>(engine.descendants().toList());
    all.add(engine.toHandle());
    engine.destroy();
    if (ended(engine, 20) < 0) {
      engine.destroyForcibly();
    }
    all.forEach(ProcessHandle::destroyForcibly);
  }

  private boolean answersStill(Process engine) {
    return engine.isAlive() && Docker.attempt("-H", socket().toString(), "info").exitCode() == 0;
  }

  private void attemptDocker(String... arguments) {
    List<String> command = new ArrayList<>(List.of("-H", socket().toString()));
    command.addAll(List.of(arguments));
    Docker.attempt(command.toArray(String[]::new));
  }

  /**
   * Does what a person has to do with an engine that went down in the middle of something. A
   * process that its containerd began, and it does not know of, keeps the container from being
   * started ("id already in use"); what it had no time to unmount keeps it from being removed
   * ("device or resource busy").
   */
  private void tidyUp() throws IOException {
    String containerd = directory.resolve("containerd.sock").toString();
    String[] tasks = {"ctr", "--address", containerd, "--namespace", "moby", "tasks"};
    List<String> known = new ArrayList<>();
    for (String id : run(with(tasks, "ls", "-q")).lines().toList()) {
      Path state = directory.resolve("data/containers/" + id + "/config.v2.json");
      if (Files.exists(state) && Files.readString(state).contains("\"Running\":true")) {
        known.add(id);
      } else {
        attempt(with(tasks, "rm", "--force", id));
      }
    }
    Path layers = directory.resolve("data/image/overlay2/layerdb/mounts");
    if (Files.isDirectory(layers)) {
      try (Stream<Path> containers = Files.list(layers)) {
        for (Path container : (Iterable<Path>) containers::iterator) {
          if (!known.contains(container.getFileName().toString())) {
            String layer = Files.readString(container.resolve("mount-id"));
            attempt("umount", directory.resolve("data/overlay2/" + layer + "/merged").toString());
          }
        }
      }
    }
  }

  private static String[] with(String[] command, String... more) {
    return Stream.of(command, more).flatMap(Stream::of).toArray(String[]::new);
  }

  /** What is mounted below its directory, the innermost first. */
  private List<String> mounts() {
    try {
      List<String> mounts =
          new ArrayList<>(
              Files.readAllLines(Path.of("/proc/self/mounts")).stream()
                  .map(line -> line.split(" ")[1])
                  .filter(path -> path.startsWith(directory + "/"))
                  .toList());
      Collections.reverse(mounts);
      return mounts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void attempt(String... command) {
    try {
      run(command);
    } catch (IOException | IllegalStateException e) {
      // Gone already, or it was never made.
    }
  }
}
