package org.dockerrm.catalog.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DescriptorReferenceTest {

  private static final Path PAGE = Path.of("docs/reference/descriptor.md");

  @Test
  void thePageSaysWhatTheSchemaSays() throws IOException {
    String page = DescriptorReference.of(DescriptorSchema.published().tree());
    if (Boolean.getBoolean("write")) {
      Files.writeString(PAGE, page);
    }

    assertThat(Files.readString(PAGE))
        .as("%s is out of date: run mvn test -Dtest=DescriptorReferenceTest -Dwrite=true", PAGE)
        .isEqualTo(page);
  }
}
