package org.dockerrm.event;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The outbox on the default database, a file. */
class OutboxOnH2IT extends OutboxContract {

  @TempDir static Path directory;

  @Override
  String[] database() {
    return new String[] {
      "spring.datasource.url=jdbc:h2:file:" + directory.resolve("db") + ";WRITE_DELAY=0",
      "spring.datasource.username=dockerrm"
    };
  }
}
