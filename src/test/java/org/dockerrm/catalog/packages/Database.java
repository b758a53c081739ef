package org.dockerrm.catalog.packages;

import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Databases with the manager's own tables for tests. */
final class Database {

  private Database() {}

  /** A new database in memory. */
  static JdbcClient inMemory() {
    String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    return migrated(new DriverManagerDataSource(url));
  }

  /** The database of that data source, with its tables made. */
  static JdbcClient migrated(DataSource dataSource) {
    Flyway.configure().dataSource(dataSource).load().migrate();
    return JdbcClient.create(dataSource);
  }
}
