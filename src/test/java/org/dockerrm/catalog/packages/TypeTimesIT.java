package org.dockerrm.catalog.packages;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The same on PostgreSQL. */
class TypeTimesIT {

  @Test
  void keepsTimesOverRestartsAndChangesThemWithTheContent() throws IOException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      TypeTimesTest.keepsTimes(Database.migrated(postgres.getPostgresDatabase()));
    }
  }
}
