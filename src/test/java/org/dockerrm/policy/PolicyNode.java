package org.dockerrm.policy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.ContainerSettings;
import org.dockerrm.catalog.Descriptor;
import org.dockerrm.catalog.MetricDefinition;
import org.dockerrm.catalog.PackageUpload;
import org.dockerrm.catalog.PolicyDefinition;
import org.dockerrm.catalog.RemovalResult;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.catalog.UploadResult;
import org.dockerrm.config.Settings;
import org.dockerrm.config.Settings.KafkaSettings;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.inventory.ResourceState;
import org.dockerrm.metric.MetricReport;
import org.dockerrm.metric.MetricValue;
import org.dockerrm.metric.MetricValue.Load;
import org.dockerrm.metric.Metrics;
import org.dockerrm.transition.IdempotencyKey;
import org.dockerrm.transition.PolicyCommand;
import org.dockerrm.transition.PolicyRequests;
import org.dockerrm.transition.Request;
import org.dockerrm.transition.RequestQuery;
import org.dockerrm.transition.RequestRefused;
import org.dockerrm.transition.RequestRefused.Reason;
import org.dockerrm.transition.RequestState;
import org.dockerrm.transition.Requests;
import org.dockerrm.transition.TransitionCommand;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionManagerCustomizationAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** The rooms policy and inventory on a database, as one node of a manager without the rest. */
final class PolicyNode implements AutoCloseable {

  static final String TYPE = "resource::web::1.0";

  private final ConfigurableApplicationContext context;

  PolicyNode(List<String> database) {
    context =
        new SpringApplicationBuilder(Parts.class)
            .web(WebApplicationType.NONE)
            .bannerMode(Banner.Mode.OFF)
            .run(database.stream().map(property -> "--" + property).toArray(String[]::new));
  }

  /** Adds an instance that is Active. */
  String active() {
    String id = UUID.randomUUID().toString();
    Instant now = Instant.ofEpochSecond(1_800_000_000);
    bean(Inventory.class)
        .add(
            new ResourceInstance(
                id, "web", TYPE, null, "here", id, null, false, Map.of(), List.of(), now, now),
            null);
    bean(Inventory.class).setState(id, ResourceState.Active);
    return id;
  }

  void report(String id, MetricValue... values) {
    for (MetricValue value : values) {
      String name = value instanceof Load ? "load" : "health";
      MetricReport report =
          new MetricReport(id, name, value, "says so", bean(Clock.class).instant());
      bean(Memory.class).keep(report);
      bean(PolicyRunner.class).reported(report);
    }
  }

  List<String> requests(String id) {
    return bean(JdbcClient.class)
        .sql("select transition_name from transition_request where resource_id = ?")
        .param(id)
        .query(String.class)
        .list();
  }

  void openRequest(String id) {
    bean(Door.class).store(id, "Reconfigure");
  }

  void endRequests(String id) {
    bean(JdbcClient.class)
        .sql("update transition_request set open_resource_id = null where resource_id = ?")
        .param(id)
        .update();
  }

  PolicyStatus status(String id, String policy) {
    ResourceInstance instance = bean(Inventory.class).find(id).orElseThrow();
    return bean(Policies.class).of(instance).stream()
        .filter(status -> status.name().equals(policy))
        .findFirst()
        .orElseThrow();
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    context.close();
  }

  /** No configuration by annotation: whole managers in other tests would find it. */
  @EnableTransactionManagement
  @ComponentScan({"org.dockerrm.policy", "org.dockerrm.inventory"})
  @ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    FlywayAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionManagerCustomizationAutoConfiguration.class,
    TransactionAutoConfiguration.class
  })
  static class Parts {

    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }

    @Bean
    Settings settings() {
      return new Settings(
          "rm",
          "1",
          List.of("1.0"),
          List.of(),
          false,
          new KafkaSettings(Optional.empty(), Optional.empty()),
          Optional.empty(),
          false,
          Duration.ofMinutes(15),
          Duration.ofDays(1));
    }

    @Bean
    Catalog catalog() {
      return new OneType();
    }

    @Bean
    Memory memory() {
      return new Memory();
    }

    @Bean
    Door door(JdbcClient jdbc, Clock clock) {
      return new Door(jdbc, clock);
    }
  }

  /** A type with a policy of each kind. */
  private static final class OneType implements Catalog {

    private final ResourceType type =
        new ResourceType(
            TypeName.parse(TYPE).orElseThrow(),
            ResourceType.State.PUBLISHED,
            "",
            Instant.EPOCH,
            Instant.EPOCH,
            new Descriptor(
                "",
                Map.of(),
                List.of("Install"),
                Map.of(),
                Map.of(
                    "health", new MetricDefinition("metric::integrity", Duration.ofSeconds(1)),
                    "load", new MetricDefinition("metric::load", Duration.ofSeconds(1))),
                Map.of(
                    "heal",
                    new PolicyDefinition("policy::heal", "health", Map.of()),
                    "scale",
                    new PolicyDefinition(
                        "policy::scale", "load", Map.of("smoothing", "2", "target", "${proxy}"))),
                "",
                ContainerSettings.NONE,
                Map.of()),
            "",
            ResourceType.Kind.CONTAINER,
            "image",
            Map.of(),
            Map.of(),
            List.of(),
            List.of());

    @Override
    public List<ResourceType> types() {
      return List.of(type);
    }

    @Override
    public Optional<ResourceType> find(String typeName) {
      return Optional.of(type).filter(any -> typeName.equals(TYPE));
    }

    @Override
    public List<ResourceType> rescan() {
      return types();
    }

    @Override
    public UploadResult upload(PackageUpload upload) {
      throw new UnsupportedOperationException();
    }

    @Override
    public RemovalResult remove(String typeName) {
      throw new UnsupportedOperationException();
    }
  }

  /** The latest reports. */
  static final class Memory implements Metrics {

    private final Map<String, Map<String, MetricReport>> latest = new ConcurrentHashMap<>();

    void keep(MetricReport report) {
      latest
          .computeIfAbsent(report.resourceId(), id -> new ConcurrentHashMap<>())
          .put(report.metricName(), report);
    }

    @Override
    public List<MetricReport> latest(String resourceId) {
      return List.copyOf(latest.getOrDefault(resourceId, Map.of()).values());
    }

    @Override
    public List<MetricReport> history(String resourceId, String metricName, Instant since) {
      return List.of();
    }
  }

  /** Takes requests as the room transition does, but for the processes. */
  static final class Door implements PolicyRequests, Requests {

    private final JdbcClient jdbc;
    private final Clock clock;

    Door(JdbcClient jdbc, Clock clock) {
      this.jdbc = jdbc;
      this.clock = clock;
    }

    @Override
    public Request accept(PolicyCommand command) {
      if (findOpen(command.resourceId()).isPresent()) {
        throw new RequestRefused(Reason.CONFLICT, "there is an open transition");
      }
      try {
        return store(command.resourceId(), command.action().process());
      } catch (DuplicateKeyException lostRace) {
        throw new RequestRefused(Reason.CONFLICT, "there is an open transition");
      }
    }

    Request store(String resourceId, String name) {
      Request request = request(UUID.randomUUID().toString(), resourceId, name);
      jdbc.sql(
              """
              insert into transition_request (request_id, request_state, resource_id,
                open_resource_id, resource_type, location, transition_name, operation, properties,
                context, step, steps, body_hash, started_at, deadline_at)
              values (:id, 'PENDING', :resource, :resource, '', '', :name, false, '{}', '{}', 0, 0,
                '', :now, :now)
              """)
          .param("id", request.requestId())
          .param("resource", resourceId)
          .param("name", name)
          .param("now", Timestamp.from(clock.instant()))
          .update();
      return request;
    }

    @Override
    public Optional<Request> findOpen(String resourceId) {
      return jdbc.sql(
              "select request_id, transition_name from transition_request where open_resource_id = ?")
          .param(resourceId)
          .query((row, number) -> request(row.getString(1), resourceId, row.getString(2)))
          .optional();
    }

    private Request request(String id, String resourceId, String name) {
      return new Request(
          id,
          RequestState.PENDING,
          resourceId,
          "an instance",
          null,
          TYPE,
          "here",
          name,
          false,
          false,
          Map.of(),
          Map.of(),
          null,
          null,
          Request.Progress.NONE,
          null,
          clock.instant(),
          null,
          clock.instant(),
          null);
    }

    @Override
    public Request accept(TransitionCommand command, @Nullable IdempotencyKey key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Request> find(String requestId) {
      return Optional.empty();
    }

    @Override
    public List<Request> list(RequestQuery query) {
      return List.of();
    }
  }
}
