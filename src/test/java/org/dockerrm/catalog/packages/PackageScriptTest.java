package org.dockerrm.catalog.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dockerrm.catalog.Finding;
import org.dockerrm.catalog.yaml.Findings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that could not be run, found without running them. */
class PackageScriptTest {

  @TempDir Path temporary;
  private PackageFiles files;

  @BeforeEach
  void writeACompletePackage() {
    files = PackageFiles.complete(temporary.resolve("web"), "web");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#!/bin/sh\r\necho\r\n",
        "#!/usr/bin/env python3\r\nprint()\r\n",
        "#!/bin/sh\r\necho\n"
      })
  void nameFileAndLineEnds(String script) throws IOException {
    files.with("lifecycle/install.sh", script);

    assertThat(found())
        .containsExactly(
            "lifecycle/install.sh:1: has Windows line ends (CR LF), with which its interpreter is"
                + " not found; save it with LF line ends");
  }

  @Test
  void nameTheFirstLineOfAShellThatEndsWrong() throws IOException {
    files.with("lifecycle/install.sh", "#!/bin/bash\necho 1\nif true; then\r\nfi\r\n");

    assertThat(found())
        .singleElement()
        .asString()
        .startsWith("lifecycle/install.sh:3: has Windows");
  }

  @Test
  void areLeftAloneWhereTheirLineEndsDoNoHarm() throws IOException {
    files.with("lifecycle/install.sh", "#!/usr/bin/python3\nprint()\r\n");
    files.with("notes.txt", "a\r\nb\r\n");

    assertThat(found()).isEmpty();
  }

  @Test
  void areLeftAloneWhereTheDockerfilePutsThemRight() throws IOException {
    files.with("lifecycle/install.sh", "#!/bin/sh\r\n");
    files.with(
        "Dockerfile", PackageFiles.DOCKERFILE + "RUN sed -i 's/\\r$//' /opt/lifecycle/*.sh\n");

    assertThat(found()).isEmpty();
  }

  @Test
  void areOnlyWarnedOfWhereNothingMapsThem() throws IOException {
    files.with("app/run.sh", "#!/bin/sh\r\n");

    assertThat(PackageReader.read(files.directory(), false).findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
              assertThat(finding.file()).isEqualTo("app/run.sh");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "#!sh | names the interpreter 'sh' in its '#!' line, which must be an absolute path such as /bin/sh",
        "#!C:\\Python\\python.exe | names the interpreter 'C:\\Python\\python.exe' in its '#!' line, which must be an absolute path such as /bin/sh",
        "#! | names no interpreter in its '#!' line, which must be an absolute path such as /bin/sh",
        "#!/usr/bin/env | names /usr/bin/env without a program in its '#!' line",
        "echo | has no '#!' line; /bin/sh runs it, so begin it with #!/bin/sh"
      })
  void nameAnInterpreterThatCannotBe(String line, String message) throws IOException {
    files.with("lifecycle/install.sh", line + "\n");

    assertThat(found()).containsExactly("lifecycle/install.sh:1: " + message);
  }

  @Test
  void nameWhatStandsBeforeTheInterpreter() throws IOException {
    files.with("lifecycle/install.sh", "\uFEFF#!/bin/sh\n");
    Files.write(
        files.directory().resolve("lifecycle/start.sh"),
        "\uFEFF#!/bin/sh\n".getBytes(StandardCharsets.UTF_16LE));

    assertThat(found())
        .hasSize(2)
        .anyMatch(
            found -> found.startsWith("lifecycle/install.sh:1: begins with a byte order mark"))
        .anyMatch(found -> found.startsWith("lifecycle/start.sh:1: is UTF-16 text"));
  }

  @Test
  void mayBePrograms() throws IOException {
    Files.write(
        files.directory().resolve("lifecycle/install.sh"), new byte[] {0x7f, 'E', 'L', 'F', 0});

    assertThat(found()).isEmpty();
  }

  @Test
  void areErrorsUnderAMisspeltTransitionOrOperation() throws IOException {
    files.with(
        "lifecycle/lifecycle.yaml",
        "lifecycle:\n  install: /opt/lifecycle/install.sh\n  START: /opt/lifecycle/start.sh\n"
            + "  confgure: /opt/lifecycle/start.sh\n  other: /opt/lifecycle/start.sh\n"
            + "  stop: /opt/lifecycle/start.sh\n");

    assertThat(PackageReader.read(files.directory(), false).findings())
        .extracting(Finding::toString)
        .containsExactlyInAnyOrder(
            "lifecycle/lifecycle.yaml:4: transition 'confgure' is not in the descriptor; is"
                + " 'Configure' meant?",
            "lifecycle/lifecycle.yaml:5: transition 'other' is not in the descriptor",
            "lifecycle/lifecycle.yaml:6: transition 'stop' is not in the descriptor");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "#!/bin/sh | if true; then | echo |  | 3",
        "#!/bin/bash | if [[ a == b ]]; then | echo ) | fi | 3",
        "#!/usr/bin/env python3 | import os |   print(1) | x = 1 | 3",
        "#!/usr/bin/python3 | def f(: | pass | | 2"
      })
  void areParsedByTheirInterpreters(String a, String b, String c, String d, int line)
      throws IOException {
    files.with(
        "lifecycle/install.sh",
        a
            + "\n"
            + b
            + "\n"
            + (c.startsWith("print") ? "  " + c : c)
            + "\n"
            + (d == null ? "" : d + "\n"));

    assertThat(syntax())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.file()).isEqualTo("lifecycle/install.sh");
              assertThat(finding.line()).isBetween(line, line + 1);
              assertThat(finding.message()).startsWith("cannot be parsed: ");
            });
  }

  @Test
  void areNotRunByBeingParsed() throws IOException {
    Path trace = temporary.resolve("trace");
    files.with("lifecycle/install.sh", "#!/bin/sh\ntouch " + trace + "\n");
    files.with("lifecycle/start.sh", "#!/bin/bash\ntouch " + trace + "\n$(touch " + trace + ")\n");
    files.with(
        "operations/reload.sh", "#!/usr/bin/python3\nopen('" + trace + "', 'w')\nprint(1)\n");

    assertThat(syntax()).isEmpty();
    assertThat(trace).doesNotExist();
  }

  private List<String> found() throws IOException {
    return PackageReader.read(files.directory(), false).findings().stream()
        .map(Finding::toString)
        .toList();
  }

  private List<Finding> syntax() throws IOException {
    Findings findings = new Findings();
    List<String> mapped =
        List.of("/opt/lifecycle/install.sh", "/opt/lifecycle/start.sh", "/opt/lifecycle/reload.sh");
    for (PackageScript script : PackageScript.of(files.directory(), mapped)) {
      ScriptSyntax.check(script, findings);
    }
    return findings.list();
  }
}
