package org.dockerrm.event;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The outbox on PostgreSQL. */
@Tag("long")
class OutboxOnPostgresIT extends OutboxContract {

  private EmbeddedPostgres postgres;

  @BeforeAll
  void startsPostgres() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  void stopsPostgres() throws IOException {
    postgres.close();
  }

  @Override
  String[] database() {
    return new String[] {
      "spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
      "spring.datasource.username=postgres"
    };
  }
}
