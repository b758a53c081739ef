package org.dockerrm.catalog.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.dockerrm.catalog.packages.PackageDirectory.Kind;
import org.dockerrm.catalog.yaml.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DockerfileChecksTest {

  @Test
  void hasNothingAgainstWhatCanBeBuilt() {
    assertThat(
            findings(
                """
                # escape=\\
                # a comment
                ARG BASE=x
                FROM $BASE AS one

                RUN a && \\
                # in between

                    b
                copy --chown=0:0 there /there
                FROM y
                COPY --from=one /anything /x
                COPY *.sh ${DIR} /opt/
                ADD git@example:x.git /src
                COPY ["no such", "/opt/"]
                """))
        .isEmpty();
  }

  @Test
  void namesTheLineOfAnInstructionThatGoesOverSeveral() {
    assertThat(findings("FROM x\nRUN a \\\n  # why\n  b\nCOPY \\\n  there missing \\\n  /opt/\n"))
        .containsExactly("Dockerfile:5: COPY: there is no 'missing' in the package");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY /missing/x /opt/ | COPY: there is no '/missing/x' in the package",
        "add missing.tar /opt/ | ADD: there is no 'missing.tar' in the package",
        "COPY ../there /opt/ | COPY: '../there' leads out of the package; copy it into the"
            + " package's directory",
        "COPY there | COPY needs a source and a destination",
        "FROM | FROM needs the image to begin with",
        "RUNN x | unknown instruction 'RUNN'; a line that goes on in the next one ends with a"
            + " backslash",
      })
  void saysWhatIsWrong(String instruction, String message) {
    assertThat(findings("FROM x\n" + instruction + "\n"))
        .containsExactly("Dockerfile:2: " + message);
  }

  @Test
  void tellsOfHereDocumentsAndNotOfEachOfTheirLines() {
    assertThat(findings("FROM x\nRUN <<EOF\nset -e\napt-get update\nEOF\n"))
        .singleElement()
        .asString()
        .startsWith("Dockerfile:3: 'set' is taken for an instruction: here-documents (<<) need");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "ARG X=1\n"})
  void wantsAnImageToBeginWith(String text) {
    assertThat(findings(text))
        .containsExactly("Dockerfile: has no FROM, with the image to begin with");
  }

  @Test
  void wantsItFirst() {
    assertThat(findings("\uFEFFRUN x\nFROM y\n"))
        .containsExactly(
            "Dockerfile:1: the first instruction must be FROM, with the image to begin with");
  }

  @Test
  void knowsAnotherEscapeCharacter() {
    assertThat(findings("# escape=`\nFROM x\nRUN a `\n  b\\\nCOPY there /x\n")).isEmpty();
  }

  private static List<String> findings(String text) {
    Findings findings = new Findings();
    new Dockerfile(text, DockerfileChecksTest::kind).check(findings.in("Dockerfile"), true);
    return findings.list().stream().map(Object::toString).toList();
  }

  private static Kind kind(Path path) {
    return path.equals(Path.of("there")) ? Kind.FILE : Kind.NOTHING;
  }
}
