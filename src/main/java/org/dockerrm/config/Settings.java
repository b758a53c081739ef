package org.dockerrm.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings of {@code config.yml}.
 *
 * @param name the manager's own name, shown by {@code GET /configuration}
 * @param version the manager's version as the operator states it
 * @param supportedApiVersions versions of the resource manager API, in the file's spelling
 * @param csarDirs directories that hold resource packages
 * @param responses whether finished transitions are announced on Kafka
 * @param kafka the Kafka address and topic as configured, whether or not the feature is on
 * @param traceFile the CSV file to append requests and messages to; empty when tracing is off
 * @param strictStates refuse transitions that are out of order
 * @param transitionTimeout deadline of a transition
 * @param requestRetention how long finished requests stay readable
 * @param reconcile how the inventory is kept true to the container hosts
 * @param maxOpenRequests how many requests may be open at a time
 * @param metrics how metrics are received and forwarded
 * @param policyEngine who acts on policies
 * @param security what is taken from the network
 * @param packages what packages may do and take
 */
public record Settings(
    String name,
    String version,
    List<String> supportedApiVersions,
    List<Path> csarDirs,
    boolean responses,
    KafkaSettings kafka,
    Optional<Path> traceFile,
    boolean strictStates,
    Duration transitionTimeout,
    Duration requestRetention,
    ReconcileSettings reconcile,
    int maxOpenRequests,
    MetricSettings metrics,
    PolicyEngine policyEngine,
    SecuritySettings security,
    PackageSettings packages) {

  /** What the default deadline leaves time for on two processors. */
  public static final int MAX_OPEN_REQUESTS = 5_000;

  /** Copies the lists, so that settings never change once read. */
  public Settings {
    supportedApiVersions = List.copyOf(supportedApiVersions);
    csarDirs = List.copyOf(csarDirs);
  }

  /** Settings that leave the rest as it is by default. */
  public Settings(
      String name,
      String version,
      List<String> supportedApiVersions,
      List<Path> csarDirs,
      boolean responses,
      KafkaSettings kafka,
      Optional<Path> traceFile,
      boolean strictStates,
      Duration transitionTimeout,
      Duration requestRetention) {
    this(
        name,
        version,
        supportedApiVersions,
        csarDirs,
        responses,
        kafka,
        traceFile,
        strictStates,
        transitionTimeout,
        requestRetention,
        ReconcileSettings.DEFAULT,
        MAX_OPEN_REQUESTS,
        MetricSettings.DEFAULT,
        PolicyEngine.INTERNAL,
        SecuritySettings.DEFAULT,
        PackageSettings.DEFAULT);
  }

  /**
   * Where responses go.
   *
   * @param connectionUrl Kafka bootstrap servers, {@code host:port[,host:port]}
   * @param topicName the topic of transition responses
   */
  public record KafkaSettings(Optional<String> connectionUrl, Optional<String> topicName) {}
}
