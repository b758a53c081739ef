package org.dockerrm.workflow.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLintTest {

  private static final Path SHIPPED = Path.of("processes");

  @TempDir private Path directory;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void findsNothingInTheProcessesThatAreShipped() throws IOException {
    List<String> files;
    try (Stream<Path> all = Files.list(SHIPPED)) {
      files = all.map(Path::toString).filter(name -> name.endsWith(".bpmn")).toList();
    }

    assertThat(lint(files)).isEqualTo(ProcessLint.SOUND);
    assertThat(said()).isEqualTo(files.size() + " checked: 0 findings\n");
  }

  @Test
  void namesTheFileOfEveryFinding() throws IOException {
    Path renamed = Files.copy(SHIPPED.resolve("Stop.bpmn"), directory.resolve("Other.bpmn"));
    Path broken = Files.writeString(directory.resolve("Broken.bpmn"), "<definitions");

    assertThat(lint(List.of(renamed.toString(), broken.toString()))).isEqualTo(ProcessLint.FAULTY);
    assertThat(said()).contains(renamed + ":3: ", broken + ":1: ", "2 checked: ");
  }

  @Test
  void refusesWhatIsNotAProcessFileOrBelongsToAPackage() throws IOException {
    Path processes = Files.createDirectories(directory.resolve("a/processes"));
    Files.writeString(directory.resolve("a/resource.yml"), "name: resource::a::1");
    Path ofPackage = Files.copy(SHIPPED.resolve("Stop.bpmn"), processes.resolve("Stop.bpmn"));

    assertThat(lint(List.of("pom.xml"))).isEqualTo(ProcessLint.USAGE);
    assertThat(lint(List.of(directory.resolve("none.bpmn").toString())))
        .isEqualTo(ProcessLint.USAGE);
    assertThat(lint(List.of(ofPackage.toString()))).isEqualTo(ProcessLint.USAGE);
    assertThat(said()).contains("pom.xml is not a process file", "belongs to a package");
  }

  private int lint(List<String> paths) {
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    return ProcessLint.run(paths, out, out);
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }
}
