package org.dockerrm.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.dockerrm.ResourceManager;
import org.dockerrm.location.memory.MemoryHost;
import org.dockerrm.location.memory.MemoryHosts;
import org.dockerrm.metric.MetricPort;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * A resource manager for tests: the whole application on a free port, with a home directory and a
 * location of its own, so that it can run beside others and clean up after itself.
 */
public final class Manager implements AutoCloseable {

  /** The argument by which its door for metrics is at any port. */
  static final String ANY_METRIC_PORT = "--dockerrm.metrics.port=0";

  private final Path home;
  private final String location;
  private final List<String> properties = new ArrayList<>();
  private final List<ApplicationContextInitializer<GenericApplicationContext>> parts =
      new ArrayList<>();
  private boolean inMemory;
  private @Nullable ConfigurableApplicationContext context;

  private Manager(Path home) {
    this.home = home;
    this.location = "it-" + UUID.randomUUID().toString().substring(0, 8);
    add(context -> context.registerBean(SharedStatements.class));
  }

  /** A home with the given packages of {@code src/test/resources/packages}; not started yet. */
  public static Manager with(String... packages) {
    try {
      Manager manager = new Manager(Files.createTempDirectory("dockerrm-it"));
      Path csars = Files.createDirectories(manager.home.resolve("csars"));
      for (String name : packages) {
        FileSystemUtils.copyRecursively(
            Path.of("src/test/resources/packages", name), csars.resolve(name));
      }
      manager.configure("");
      return manager;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a package from elsewhere, for instance one that is shipped. */
  public Manager add(Path directory) {
    try {
      FileSystemUtils.copyRecursively(
          directory, home.resolve("csars").resolve(directory.getFileName().toString()));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes {@code config.yml} with further lines. */
  public Manager configure(String moreLines) {
    Path config = home.resolve("config");
    write(
        config.resolve("config.yml"),
        """
        name: "docker-rm::test"
        version: "1.2.3"
        supportedAPIVersions: ["1.0"]
        csardirs: ["%s"]
        %s
        """
            .formatted(home.resolve("csars"), moreLines));
    write(
        config.resolve("locations.yml"),
        """
        locations:
          - name: %s
            type: test
            description: "the engine of the tests"
        """
            .formatted(location));
    return this;
  }

  /** Adds lines to its location, such as {@code maxContainers: 2}. */
  public Manager limit(String... lines) {
    Path file = home.resolve("config/locations.yml");
    try {
      write(file, Files.readString(file) + String.join("\n", lines).indent(4));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sets an application property, {@code name=value}, for the next start. */
  public Manager set(String property) {
    properties.add("--" + property);
    return this;
  }

  /** Adds a part that it does not have in production, for the next start. */
  public Manager add(ApplicationContextInitializer<GenericApplicationContext> part) {
    parts.add(part);
    return this;
  }

  /** Uses a host in memory in place of the engine of this machine, from the next start on. */
  public Manager on(MemoryHost host) {
    inMemory = true;
    parts.add(
        application -> application.registerBean(MemoryHosts.class, () -> new MemoryHosts(host)));
    return limit("kind: " + MemoryHost.KIND);
  }

  /** Starts it and waits until its types are published. */
  public Manager start() {
    List<String> arguments = new ArrayList<>(arguments());
    arguments.add("--server.port=0");
    if (properties.stream().noneMatch(p -> p.startsWith("--spring.datasource.url"))) {
      TestDatabase.propertiesFor(location, home).forEach(set -> arguments.add("--" + set));
    }
    context =
        new SpringApplicationBuilder(ResourceManager.class)
            .initializers(parts.toArray(ApplicationContextInitializer[]::new))
            .run(arguments.toArray(String[]::new));
    return this;
  }

  /** What every start of it is given. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>(properties);
    arguments.add(ANY_METRIC_PORT);
    arguments.add("--dockerrm.config-dir=" + home.resolve("config"));
    arguments.add("--dockerrm.data-dir=" + home.resolve("data"));
    return arguments;
  }

  /** Stops it and keeps its home, as a restart does. */
  public void stop() {
    ConfigurableApplicationContext running = context;
    context = null;
    if (running != null) {
      running.close();
    }
  }

  /** A client of it. */
  public RmClient client() {
    return client(location);
  }

  /** A client of it whose requests are for a location. */
  public RmClient client(String name) {
    int port = ((ServletWebServerApplicationContext) context()).getWebServer().getPort();
    return new RmClient(URI.create("http://127.0.0.1:" + port), name);
  }

  /** A client of its door for metrics. */
  public MetricClient metrics() {
    MetricPort port = bean(MetricPort.class);
    return new MetricClient(
        URI.create(
            "http://" + port.address().getHostAddress() + ":" + port.port() + MetricPort.PATH));
  }

  /** A bean of it, for what cannot be seen from outside. */
  public <T> T bean(Class<T> type) {
    return context().getBean(type);
  }

  /** A bean of it where there are several of its type. */
  public <T> T bean(String name, Class<T> type) {
    return context().getBean(name, type);
  }

  /** The name of its location. */
  public String location() {
    return location;
  }

  /** Its home directory: {@code config}, {@code csars}, {@code data}. */
  public Path home() {
    return home;
  }

  /** Stops it and removes everything that it made. */
  @Override
  public void close() {
    stop();
    if (!inMemory) {
      Docker.clean(location);
    }
    try {
      FileSystemUtils.deleteRecursively(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file of its home. */
  public static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ConfigurableApplicationContext context() {
    return Stream.ofNullable(context).findFirst().orElseThrow();
  }
}
