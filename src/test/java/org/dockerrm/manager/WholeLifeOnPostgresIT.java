package org.dockerrm.manager;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.dockerrm.support.Manager;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A whole life with PostgreSQL. */
class WholeLifeOnPostgresIT extends WholeLifeTests {

  private static EmbeddedPostgres postgres;
  private static Manager manager;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    manager =
        Manager.with("probe", "small")
            .set("spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"))
            .set("spring.datasource.username=postgres")
            .start();
    manager.client().awaitPublished(Types.PROBE).awaitPublished(Types.SMALL);
  }

  @AfterAll
  static void stop() throws IOException {
    manager.close();
    postgres.close();
  }

  @Override
  Manager manager() {
    return manager;
  }
}
