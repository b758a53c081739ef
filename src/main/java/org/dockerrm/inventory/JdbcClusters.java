package org.dockerrm.inventory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The clusters in the database, a row for each member. */
@Repository
@Transactional
class JdbcClusters implements Clusters {

  private static final String SELECT =
      "select resource_id, member_number, added_by, joined from cluster_member";

  private final JdbcClient jdbc;
  private final Inventory inventory;

  JdbcClusters(JdbcClient jdbc, Inventory inventory) {
    this.jdbc = jdbc;
    this.inventory = inventory;
  }

  @Override
  @Transactional(readOnly = true)
  public List<ResourceInstance> members(String resourceId) {
    return memberIds(resourceId).stream().flatMap(id -> inventory.find(id).stream()).toList();
  }

  @Override
  @Transactional(readOnly = true)
  public List<String> memberIds(String resourceId) {
    List<String> ids =
        jdbc.sql(
                """
                select m.resource_id from cluster_member m
                join cluster_member one on one.cluster_id = m.cluster_id
                where one.resource_id = ? order by m.member_number
                """)
            .param(resourceId)
            .query(String.class)
            .list();
    return ids.isEmpty() ? List.of(resourceId) : ids;
  }

  @Override
  @Transactional(readOnly = true)
  public Collection<List<String>> all() {
    Map<String, List<String>> clusters = new LinkedHashMap<>();
    RowCallbackHandler add =
        row ->
            clusters
                .computeIfAbsent(row.getString("cluster_id"), id -> new ArrayList<>())
                .add(row.getString("resource_id"));
    jdbc.sql(
            "select cluster_id, resource_id from cluster_member order by cluster_id, member_number")
        .query(add);
    return clusters.values();
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Member> member(String resourceId) {
    return jdbc.sql(SELECT + " where resource_id = ?")
        .param(resourceId)
        .query(JdbcClusters::read)
        .optional();
  }

  @Override
  @Transactional(readOnly = true)
  public List<Member> addedBy(String requestId) {
    return jdbc.sql(SELECT + " where added_by = ? order by member_number desc")
        .param(requestId)
        .query(JdbcClusters::read)
        .list();
  }

  @Override
  public void add(String existing, String member, int number, String requestId) {
    jdbc.sql(
            """
            insert into cluster_member (resource_id, cluster_id, member_number, joined)
            select cast(:id as varchar(64)), cast(:id as varchar(64)), 1, false
            where not exists (select 1 from cluster_member where resource_id = :id)
            """)
        .param("id", existing)
        .update();
    jdbc.sql(
            """
            insert into cluster_member (resource_id, cluster_id, member_number, added_by, joined)
            select cast(:member as varchar(64)), cluster_id, cast(:number as integer),
                   cast(:request as varchar(64)), false
            from cluster_member where resource_id = :id
            """)
        .param("member", member)
        .param("number", number)
        .param("request", requestId)
        .param("id", existing)
        .update();
  }

  @Override
  public void setJoined(String resourceId, boolean joined) {
    jdbc.sql("update cluster_member set joined = :joined where resource_id = :id")
        .param("joined", joined)
        .param("id", resourceId)
        .update();
  }

  private static Member read(ResultSet row, int number) throws SQLException {
    return new Member(
        row.getString("resource_id"),
        row.getInt("member_number"),
        row.getString("added_by"),
        row.getBoolean("joined"));
  }
}
