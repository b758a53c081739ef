package org.dockerrm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

class DataDirectoryTest {

  @TempDir Path parent;

  @Test
  void makesTheDirectoryForItsOwnerOnly() throws IOException {
    Path directory = parent.resolve("a/data");
    assertThat(process(directory.toString())).isEqualTo(directory.toString());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
  }

  @Test
  void leavesTheModeOfADirectoryThatExists() throws IOException {
    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
    process(parent.toString());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(parent)))
        .isEqualTo("rwxr-xr-x");
  }

  @Test
  void makesTheNameAbsolute() {
    assertThat(process("target")).isEqualTo(Path.of("target").toAbsolutePath().toString());
  }

  @Test
  void refusesAFile() throws IOException {
    Path file = Files.createFile(parent.resolve("file"));
    assertThatThrownBy(() -> process(file.toString()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "dockerrm.data-dir: '"
                + file
                + "' is not a directory; the data directory is set by DOCKERRM_DATA or"
                + " --dockerrm.data-dir");
  }

  private static String process(String name) {
    MockEnvironment environment = new MockEnvironment().withProperty("dockerrm.data-dir", name);
    new DataDirectory().postProcessEnvironment(environment, new SpringApplication());
    return environment.getProperty("dockerrm.data-dir", "");
  }
}
