package org.dockerrm.inventory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The inventory in the database: a row for each instance and one for each object behind it. */
@Repository
@Transactional
class JdbcInventory implements Inventory {

  private static final String COLUMNS =
      """
      select resource_id, resource_name, resource_type, resource_manager_id, location, metric_key,
             state, state_reason, state_before, read_only, properties, created_at, last_modified_at
      from resource_instance i\
      """;

  /** What the names of properties with addresses begin with. */
  private static final String ADDRESS = "docker_ipaddr";

  private final JdbcClient jdbc;
  private final InternalResourceRows internalResources;
  private final PropertyText propertyText;
  private final Clock clock;
  private final ApplicationEventPublisher events;

  JdbcInventory(
      JdbcClient jdbc, PropertyText propertyText, Clock clock, ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.internalResources = new InternalResourceRows(jdbc);
    this.propertyText = propertyText;
    this.clock = clock;
    this.events = events;
  }

  @Override
  public void add(ResourceInstance instance, @Nullable String uniqueKey) {
    jdbc.sql(
            """
            insert into resource_instance (resource_id, resource_name, resource_type,
              resource_manager_id, location, metric_key, unique_metric_key, state, read_only,
              properties, unique_key, asked_addresses, created_at, last_modified_at)
            values (:id, :name, :type, :manager, :location, :metricKey, :metricKey, :state,
              :readOnly, :properties, :uniqueKey, :asked, :created, :modified)
            """)
        .param("id", instance.resourceId())
        .param("name", instance.resourceName())
        .param("type", instance.resourceType())
        .param("manager", instance.resourceManagerId())
        .param("location", instance.location())
        .param("metricKey", instance.metricKey())
        .param("state", nameOf(instance.state()))
        .param("readOnly", instance.readOnly())
        .param("properties", propertyText.write(instance.properties()))
        .param("uniqueKey", uniqueKey)
        .param("asked", addresses(instance.properties()))
        .param("created", Timestamp.from(instance.createdAt()))
        .param("modified", Timestamp.from(instance.lastModifiedAt()))
        .update();
    internalResources.add(instance.resourceId(), instance.internalResources());
    events.publishEvent(new InstanceChange.Added(instance));
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<ResourceInstance> find(String resourceId) {
    return one(" where resource_id = :id", Map.of("id", resourceId));
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<ResourceInstance> findByUniqueKey(String uniqueKey) {
    return one(" where unique_key = :key", Map.of("key", uniqueKey));
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<ResourceInstance> findByInternalId(String location, String internalId) {
    return one(
        """
         where location = :location and exists (
          select 1 from internal_resource r
          where r.resource_id = i.resource_id and r.internal_id = :internalId)\
        """,
        Map.of("location", location, "internalId", internalId));
  }

  @Override
  @Transactional(readOnly = true)
  public boolean askedFor(String resourceId, String addressProperty) {
    return jdbc.sql("select asked_addresses from resource_instance where resource_id = ?")
        .param(resourceId)
        .query((row, number) -> Optional.ofNullable(row.getString(1)))
        .optional()
        .flatMap(asked -> asked)
        .map(asked -> List.of(asked.split(",")).contains(addressProperty))
        .orElse(true);
  }

  @Override
  public void askFor(String resourceId, Map<String, String> properties, Set<String> supplied) {
    for (String name : supplied) {
      if (name.startsWith(ADDRESS) && properties.containsKey(name)) {
        String listed = name + ",";
        boolean asked = !properties.getOrDefault(name, "").isEmpty();
        jdbc.sql(
                """
                update resource_instance
                set asked_addresses = replace(asked_addresses, :listed, '') || :added
                where resource_id = :id and asked_addresses is not null
                """)
            .param("listed", listed)
            .param("added", asked ? listed : "")
            .param("id", resourceId)
            .update();
      }
    }
  }

  private static String addresses(Map<String, String> properties) {
    return properties.entrySet().stream()
        .filter(property -> property.getKey().startsWith(ADDRESS) && !property.getValue().isEmpty())
        .map(property -> property.getKey() + ",")
        .collect(Collectors.joining());
  }

  @Override
  @Transactional(readOnly = true)
  public List<ResourceInstance> list(InstanceQuery query) {
    List<String> conditions = new ArrayList<>();
    Map<String, Object> parameters = new LinkedHashMap<>();
    restrict(conditions, parameters, "location = :location", "location", query.location());
    restrict(conditions, parameters, "resource_type = :type", "type", query.type());
    restrict(conditions, parameters, "state = :state", "state", nameOf(query.state()));
    restrict(conditions, parameters, "resource_id > :after", "after", query.after());
    restrict(
        conditions,
        parameters,
        "position(:name in resource_name) > 0",
        "name",
        query.nameContains());
    String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    parameters.put("limit", query.limit());
    return withInternalResources(
        jdbc.sql(COLUMNS + where + " order by resource_id limit :limit")
            .params(parameters)
            .query(this::read)
            .list());
  }

  @Override
  public void setState(String resourceId, @Nullable ResourceState state, @Nullable String reason) {
    // What is found twice was taken out of service once.
    String before =
        reason == null ? "null" : "case when state = :state then state_before else state end";
    jdbc.sql(
            """
            update resource_instance set state_before = %s,
              state = :state, state_reason = :reason, last_modified_at = :now
            where resource_id = :id
            """
                .formatted(before))
        .param("state", nameOf(state))
        .param("reason", reason)
        .param("now", now())
        .param("id", resourceId)
        .update();
    events.publishEvent(new InstanceChange.StateSet(resourceId, state, reason));
  }

  @Override
  public void explain(String resourceId, String reason) {
    jdbc.sql(
            """
            update resource_instance set state_reason = :reason, last_modified_at = :now
            where resource_id = :id
              and (state = 'Failed' or state = 'Broken' and state_reason is null)
            """)
        .param("reason", reason)
        .param("now", now())
        .param("id", resourceId)
        .update();
  }

  @Override
  public void become(String resourceId, String resourceType, Map<String, String> properties) {
    jdbc.sql("update resource_instance set resource_type = :type where resource_id = :id")
        .param("type", resourceType)
        .param("id", resourceId)
        .update();
    writeProperties(resourceId, properties);
  }

  @Override
  public void putProperties(String resourceId, Map<String, String> properties) {
    if (properties.isEmpty()) {
      return;
    }
    jdbc.sql("select properties from resource_instance where resource_id = :id for update")
        .param("id", resourceId)
        .query(String.class)
        .optional()
        .ifPresent(text -> writeProperties(resourceId, merged(text, properties)));
  }

  @Override
  public boolean lockIfUnchanged(ResourceInstance seen) {
    return one(" where resource_id = :id for update", Map.of("id", seen.resourceId()))
        .filter(now -> now.lastModifiedAt().equals(seen.lastModifiedAt()))
        .isPresent();
  }

  @Override
  public void setInternalResources(String resourceId, List<InternalResource> resources) {
    internalResources.remove(resourceId);
    if (touch(resourceId)) {
      internalResources.add(resourceId, resources);
    }
  }

  @Override
  public void remove(String resourceId) {
    jdbc.sql("delete from resource_instance where resource_id = :id")
        .param("id", resourceId)
        .update();
    events.publishEvent(new InstanceChange.Removed(resourceId));
  }

  private Optional<ResourceInstance> one(String where, Map<String, Object> parameters) {
    return withInternalResources(
            jdbc.sql(COLUMNS + where).params(parameters).query(this::read).list())
        .stream()
        .findFirst();
  }

  private Map<String, String> merged(String text, Map<String, String> changes) {
    Map<String, String> merged = new LinkedHashMap<>(propertyText.read(text));
    merged.putAll(changes);
    return merged;
  }

  private void writeProperties(String resourceId, Map<String, String> properties) {
    jdbc.sql(
            """
            update resource_instance set properties = :properties, last_modified_at = :now
            where resource_id = :id
            """)
        .param("properties", propertyText.write(properties))
        .param("now", now())
        .param("id", resourceId)
        .update();
  }

  private boolean touch(String resourceId) {
    return jdbc.sql("update resource_instance set last_modified_at = :now where resource_id = :id")
            .param("now", now())
            .param("id", resourceId)
            .update()
        > 0;
  }

  private List<ResourceInstance> withInternalResources(List<ResourceInstance> instances) {
    Map<String, List<InternalResource>> owned =
        internalResources.of(instances.stream().map(ResourceInstance::resourceId).toList());
    return instances.stream()
        .map(i -> i.withInternalResources(owned.getOrDefault(i.resourceId(), List.of())))
        .toList();
  }

  private ResourceInstance read(ResultSet row, int number) throws SQLException {
    return new ResourceInstance(
        row.getString("resource_id"),
        row.getString("resource_name"),
        row.getString("resource_type"),
        row.getString("resource_manager_id"),
        row.getString("location"),
        row.getString("metric_key"),
        state(row, "state"),
        row.getBoolean("read_only"),
        propertyText.read(row.getString("properties")),
        List.of(),
        instant(row, "created_at"),
        instant(row, "last_modified_at"),
        row.getString("state_reason"),
        state(row, "state_before"));
  }

  private static @Nullable ResourceState state(ResultSet row, String column) throws SQLException {
    String state = row.getString(column);
    return state == null ? null : ResourceState.valueOf(state);
  }

  private static void restrict(
      List<String> conditions,
      Map<String, Object> parameters,
      String condition,
      String name,
      @Nullable String value) {
    if (value != null) {
      conditions.add(condition);
      parameters.put(name, value);
    }
  }

  private static @Nullable String nameOf(@Nullable ResourceState state) {
    return state == null ? null : state.name();
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }
}
