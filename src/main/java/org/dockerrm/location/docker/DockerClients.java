package org.dockerrm.location.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dockerrm.config.LocationSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to one engine, made when they are first needed, so that an engine that does not
 * answer delays no start.
 */
final class DockerClients implements AutoCloseable {

  /** Longest time for the question whether the engine is there. */
  static final Duration PROBE_TIMEOUT = Duration.ofMillis(1_800);

  /** Longest time for that question where calls wait for its answer: being wrong costs a retry. */
  static final Duration PATIENT_PROBE_TIMEOUT = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(DockerClients.class);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final LocationSettings settings;
  private final Clock clock;
  private final TransportDecorator line;
  private final Map<Purpose, DockerClient> clients = new EnumMap<>(Purpose.class);
  private final ScheduledThreadPoolExecutor alarms;
  private boolean closed;

  DockerClients(LocationSettings settings, Clock clock, TransportDecorator line) {
    this.settings = settings;
    this.clock = clock;
    this.line = line;
    this.alarms =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "docker-deadlines");
              thread.setDaemon(true);
              return thread;
            });
    alarms.setRemoveOnCancelPolicy(true);
  }

  /** What ends calls that take too long, on a thread of its own, until this is closed. */
  ScheduledExecutorService alarms() {
    return alarms;
  }

  /** Longest time for a call without user-defined duration. */
  Duration answerLimit() {
    return line.answerLimit();
  }

  /** For calls that are answered soon. */
  DockerClient control() {
    return client(Purpose.CONTROL);
  }

  /** For streams that last as long as their subject: scripts, builds, events. */
  DockerClient streaming() {
    return client(Purpose.STREAMING);
  }

  /** For asking whether the engine is there at all. */
  DockerClient probe() {
    return client(Purpose.PROBE);
  }

  /** The same with more patience, for calls that wait for the answer. */
  DockerClient patientProbe() {
    return client(Purpose.PATIENT_PROBE);
  }

  /** A client of the caller's own, to be closed by it, for one call of that length. */
  DockerClient patient(Duration answer) {
    return open(1, CONNECT_TIMEOUT, answer);
  }

  private synchronized DockerClient client(Purpose purpose) {
    if (closed) {
      throw new IllegalStateException("the location is closed");
    }
    return clients.computeIfAbsent(
        purpose,
        p ->
            open(
                p.connections, p.connectTimeout, p.answer == null ? line.answerLimit() : p.answer));
  }

  /** The passwords and tokens of the logins to registries that the engine is sent. */
  Set<String> logins() {
    try {
      return config().getAuthConfigurations().getConfigs().values().stream()
          .flatMap(DockerClients::secrets)
          .filter(Objects::nonNull)
          .collect(Collectors.toSet());
    } catch (RuntimeException e) {
      // Where the logins cannot be read, none is sent.
      LOG.debug("The logins for {} cannot be read", settings.name(), e);
      return Set.of();
    }
  }

  private static Stream<@Nullable String> secrets(AuthConfig login) {
    return Stream.of(
        login.getPassword(), login.getAuth(), login.getIdentitytoken(), login.getRegistrytoken());
  }

  private DockerClientConfig config() {
    DockerClientConfig config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(settings.endpoint().toString())
            .withDockerTlsVerify(settings.tlsDirectory().isPresent())
            .withDockerCertPath(settings.tlsDirectory().map(Path::toString).orElse(null))
            // The engine uses its own API version where none is named.
            .withApiVersion(RemoteApiVersion.UNKNOWN_VERSION)
            .build();
    return settings.allowRegistryLogins() ? config : new LoginFreeConfig(config);
  }

  private DockerClient open(int connections, Duration connect, Duration answer) {
    settings.tlsDirectory().ifPresent(directory -> TlsFiles.insist(directory, clock));
    DockerClientConfig config = config();
    DockerHttpClient transport =
        new EngineTransport(
            settings.endpoint(), config.getSSLConfig(), connections, connect, answer, alarms);
    return DockerClientImpl.getInstance(
        config,
        new RedialingTransport(line.layer().around(settings.name(), transport), connections));
  }

  @Override
  public synchronized void close() {
    closed = true;
    for (DockerClient client : clients.values()) {
      try {
        client.close();
      } catch (IOException e) {
        LOG.debug("Closing a connection to {} failed", settings.endpoint(), e);
      }
    }
    clients.clear();
    alarms.shutdownNow();
  }

  /** What a client is for, with the limits that this sets. */
  private enum Purpose {
    CONTROL(64, CONNECT_TIMEOUT, null),
    STREAMING(1_100, CONNECT_TIMEOUT, null),
    PROBE(4, PROBE_TIMEOUT, PROBE_TIMEOUT),
    PATIENT_PROBE(1, PATIENT_PROBE_TIMEOUT, PATIENT_PROBE_TIMEOUT);

    private final int connections;
    private final Duration connectTimeout;
    private final @Nullable Duration answer;

    Purpose(int connections, Duration connectTimeout, @Nullable Duration answer) {
      this.connections = connections;
      this.connectTimeout = connectTimeout;
      this.answer = answer;
    }
  }
}
