package org.dockerrm.workflow.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProcessReferenceTest {

  private static final Path PAGE = Path.of("docs/process-reference.md");

  @Test
  void thePageSaysWhatTheListAllows() throws IOException {
    String page = ProcessReference.of(Allowed.published());
    if (Boolean.getBoolean("write")) {
      Files.writeString(PAGE, page);
    }

    assertThat(Files.readString(PAGE))
        .as("%s is out of date: run mvn test -Dtest=ProcessReferenceTest -Dwrite=true", PAGE)
        .isEqualTo(page);
  }
}
