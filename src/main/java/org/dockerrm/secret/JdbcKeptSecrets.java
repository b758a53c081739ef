package org.dockerrm.secret;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The secrets that instances were ever given, in the database as long as the instances. */
@Repository
class JdbcKeptSecrets {

  /** Of an instance whose secrets change all the time, the newest are kept. */
  private static final int MOST = 200;

  /** Most characters of all of them; the newest is kept in any case. */
  private static final long MOST_CHARACTERS = 1 << 20;

  private final JdbcClient jdbc;

  JdbcKeptSecrets(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Those of an instance, and of the members of its cluster. */
  List<String> ofClusterOf(String resourceId) {
    return jdbc.sql(
            """
            select secret from instance_secret
            where resource_id = :id or resource_id in (
              select other.resource_id from cluster_member own
              join cluster_member other on other.cluster_id = own.cluster_id
              where own.resource_id = :id)
            """)
        .param("id", resourceId)
        .query(String.class)
        .list();
  }

  private List<String> of(String resourceId) {
    return jdbc.sql("select secret from instance_secret where resource_id = :id order by number")
        .param("id", resourceId)
        .query(String.class)
        .list();
  }

  /**
   * Adds those that are new.
   *
   * @return whether any is
   */
  boolean add(String resourceId, Collection<String> secrets) {
    Set<String> added = new LinkedHashSet<>(secrets);
    if (added.isEmpty()) {
      return false;
    }
    added.removeAll(of(resourceId));
    for (String secret : added) {
      jdbc.sql("insert into instance_secret (resource_id, secret) values (:id, :secret)")
          .param("id", resourceId)
          .param("secret", secret)
          .update();
    }
    if (!added.isEmpty()) {
      forgetOldest(resourceId);
    }
    return !added.isEmpty();
  }

  private void forgetOldest(String resourceId) {
    List<Kept> newestFirst =
        jdbc.sql(
                """
                select number, char_length(secret) from instance_secret where resource_id = :id
                order by number desc
                """)
            .param("id", resourceId)
            .query((row, at) -> new Kept(row.getLong(1), row.getLong(2)))
            .list();
    long characters = 0;
    for (int i = 0; i < newestFirst.size(); i++) {
      characters += newestFirst.get(i).characters();
      if (i == MOST || i > 0 && characters > MOST_CHARACTERS) {
        jdbc.sql("delete from instance_secret where resource_id = :id and number <= :number")
            .param("id", resourceId)
            .param("number", newestFirst.get(i).number())
            .update();
        return;
      }
    }
  }

  /** A secret's place in the order of all, and its length. */
  private record Kept(long number, long characters) {}
}
