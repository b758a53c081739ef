package org.dockerrm.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The database of the managers under test: H2 in the manager's home, or a PostgreSQL of the tests'
 * own where the system property {@code dockerrm.test.database} says {@code postgresql}.
 */
final class TestDatabase {

  private static @Nullable EmbeddedPostgres postgres;

  private TestDatabase() {}

  /** The properties that lead a manager to a database of its own. */
  static List<String> propertiesFor(String manager, Path home) {
    if (!"postgresql".equals(System.getProperty("dockerrm.test.database"))) {
      return List.of(
          "spring.datasource.url=jdbc:h2:file:"
              + home
              + "/data/db;WRITE_DELAY=0;OPTIMIZE_REUSE_RESULTS=FALSE");
    }
    String database = manager.replace('-', '_');
    create(database);
    return List.of(
        "spring.datasource.url=" + postgres().getJdbcUrl("postgres", database),
        "spring.datasource.username=postgres");
  }

  private static void create(String database) {
    try (Connection connection = postgres().getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      boolean there =
          statement
              .executeQuery("select 1 from pg_database where datname = '" + database + "'")
              .next();
      if (!there) {
        statement.execute("create database " + database);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("no database for the manager", e);
    }
  }

  private static synchronized EmbeddedPostgres postgres() {
    EmbeddedPostgres running = postgres;
    if (running == null) {
      try {
        running = EmbeddedPostgres.start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      postgres = running;
    }
    return running;
  }
}
