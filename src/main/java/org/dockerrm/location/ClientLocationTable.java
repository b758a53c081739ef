package org.dockerrm.location;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The locations of clients in the database, a row each. */
@Repository
class ClientLocationTable {

  private static final String SELECT = "select name, type, properties from deployment_location";

  private final JdbcClient jdbc;
  private final Clock clock;
  private final ObjectMapper json = new ObjectMapper();

  ClientLocationTable(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * A location as its client asked for it.
   *
   * @param name its name
   * @param type free text
   * @param properties what was asked for, unresolved
   */
  record Row(String name, String type, Map<String, String> properties) {
    Row {
      properties = Map.copyOf(properties);
    }
  }

  List<Row> all() {
    return jdbc.sql(SELECT + " order by name").query(this::read).list();
  }

  /** The row of that name, locked until this transaction ends. */
  Optional<Row> lock(String name) {
    return jdbc.sql(SELECT + " where name = ? for update").param(name).query(this::read).optional();
  }

  /**
   * Adds a row.
   *
   * @throws org.springframework.dao.DuplicateKeyException where the name is taken
   */
  void add(Row row) {
    write(
        """
        insert into deployment_location (name, type, properties, created_at, last_modified_at)
        values (:name, :type, :properties, :now, :now)
        """,
        row);
  }

  void replace(Row row) {
    write(
        """
        update deployment_location
        set type = :type, properties = :properties, last_modified_at = :now where name = :name
        """,
        row);
  }

  void remove(String name) {
    jdbc.sql("delete from deployment_location where name = ?").param(name).update();
  }

  int count() {
    return jdbc.sql("select count(*) from deployment_location").query(Integer.class).single();
  }

  private void write(String sql, Row row) {
    try {
      jdbc.sql(sql)
          .param("name", row.name())
          .param("type", row.type())
          .param("properties", json.writeValueAsString(row.properties()))
          .param("now", Timestamp.from(clock.instant()))
          .update();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can always be written", e);
    }
  }

  private Row read(ResultSet row, int number) throws SQLException {
    try {
      return new Row(
          row.getString("name"),
          row.getString("type"),
          json.readValue(row.getString("properties"), new TypeReference<>() {}));
    } catch (JsonProcessingException e) {
      throw new SQLException("the properties of a location are not JSON", e);
    }
  }
}
