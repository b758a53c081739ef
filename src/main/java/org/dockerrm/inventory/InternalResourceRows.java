package org.dockerrm.inventory;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What instances consist of on their container host, in the order in which it was made. */
final class InternalResourceRows {

  /** Databases bound how many parameters a statement has. */
  private static final int MOST_IDS = 1000;

  private final JdbcClient jdbc;

  InternalResourceRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record Owned(String owner, InternalResource resource) {}

  void add(String resourceId, List<InternalResource> resources) {
    int position = 0;
    for (InternalResource resource : resources) {
      jdbc.sql(
              """
              insert into internal_resource (resource_id, position, internal_id, name, type)
              values (:id, :position, :internalId, :name, :type)
              """)
          .param("id", resourceId)
          .param("position", position++)
          .param("internalId", resource.id())
          .param("name", resource.name())
          .param("type", resource.type())
          .update();
    }
  }

  void remove(String resourceId) {
    jdbc.sql("delete from internal_resource where resource_id = :id")
        .param("id", resourceId)
        .update();
  }

  /** Those of each instance that has any, by its resourceId: a query for a thousand instances. */
  Map<String, List<InternalResource>> of(List<String> resourceIds) {
    Map<String, List<InternalResource>> owned = new HashMap<>();
    for (int from = 0; from < resourceIds.size(); from += MOST_IDS) {
      int to = Math.min(from + MOST_IDS, resourceIds.size());
      owned.putAll(query(resourceIds.subList(from, to)));
    }
    return owned;
  }

  private Map<String, List<InternalResource>> query(Collection<String> resourceIds) {
    return jdbc
        .sql(
            """
            select resource_id, internal_id, name, type from internal_resource
            where resource_id in (:ids) order by resource_id, position
            """)
        .param("ids", resourceIds)
        .query(
            (row, number) ->
                new Owned(
                    row.getString("resource_id"),
                    new InternalResource(
                        row.getString("internal_id"),
                        row.getString("name"),
                        row.getString("type"))))
        .list()
        .stream()
        .collect(
            Collectors.groupingBy(
                Owned::owner, Collectors.mapping(Owned::resource, Collectors.toList())));
  }
}
