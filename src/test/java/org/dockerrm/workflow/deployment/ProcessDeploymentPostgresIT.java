package org.dockerrm.workflow.deployment;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProcessDeploymentPostgresIT extends ProcessDeploymentContract {

  private EmbeddedPostgres postgres;

  @BeforeAll
  void startPostgres() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  void stopPostgres() throws IOException {
    postgres.close();
  }

  @Override
  DataSource emptyDatabase() {
    String name = "t" + UUID.randomUUID().toString().replace("-", "");
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return postgres.getDatabase("postgres", name, Map.of());
  }
}
