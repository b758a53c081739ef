package org.dockerrm.catalog.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dockerrm.catalog.packages.PackageDirectory.Kind;
import org.dockerrm.catalog.yaml.Findings;
import org.junit.jupiter.api.Test;

class DockerfileTest {

  @Test
  void namesTheImagesItBeginsWith() {
    assertThat(
            bases(
                "# FROM no\nARG X=1\nfrom --platform=linux/amd64 a AS b\nFROM c:1\nFROM B\n"
                    + "FROM scratch\nFROM\n"))
        .containsExactly("a", "c:1");
  }

  @Test
  void putsTheDefaultsOfArgumentsInPlaceOfTheirNames() {
    assertThat(
            bases(
                "ARG TAG=7 HOST=\"h:5000\"\nARG NAME=$HOST/x\nFROM ${NAME}:${TAG}\nARG TAG=8\n"
                    + "FROM y:$TAG\nFROM ${NONE:-z}\n"))
        .containsExactly("h:5000/x:7", "y:7", "z");
  }

  @Test
  void refusesAnImageThatCannotBeTold() {
    assertThat(findings("ARG BASE\nFROM ${BASE}\n", false))
        .singleElement()
        .asString()
        .startsWith(
            "Dockerfile: FROM: which image '${BASE}' is cannot be told; give ARG a default");
    assertThat(findings("ARG BASE\nFROM ${BASE}\n", true)).isEmpty();
  }

  @Test
  void refusesWhatTheEngineWouldFetchAndNamesTheLineAndTheSetting() {
    String text = "FROM x\nRUN true\nADD http://127.0.0.1:8081/engine-rest /x\n";

    assertThat(findings(text, false))
        .singleElement()
        .asString()
        .startsWith("Dockerfile:3: ADD: 'http://127.0.0.1:8081/engine-rest' is, or may become,")
        .contains("packages.allowRemoteSources");
    assertThat(findings(text, true)).isEmpty();
  }

  @Test
  void survivesNonsense() {
    assertThat(bases("COPY\nADD x\nFROM\nWORKDIR\n\0\nCOPY \0 \0\nARG\nARG =\nFROM $\n"))
        .containsExactly("$");
  }

  private static List<String> bases(String text) {
    return new Dockerfile(text, path -> Kind.NOTHING).bases();
  }

  private static List<String> findings(String text, boolean allowRemoteSources) {
    Findings findings = new Findings();
    new Dockerfile(text, path -> Kind.FILE).check(findings.in("Dockerfile"), allowRemoteSources);
    return findings.list().stream().map(Object::toString).toList();
  }
}
