package org.dockerrm.catalog.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.dockerrm.catalog.packages.PackageDirectory.Kind;
import org.dockerrm.catalog.yaml.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void takesAVariablesOwnDefaultForAnEmptyValueToo() {
    assertThat(bases("ARG X=\nFROM ${X:-evil.example/}alpine\n"))
        .containsExactly("evil.example/alpine");
    assertThat(bases("ARG X=a\nFROM ${X:-b}\n")).containsExactly("a");
    assertThat(bases("ARG X\nFROM ${X:-b}\n")).containsExactly("b");
    assertThat(bases("ARG X=\nFROM ${X}y\n")).containsExactly("y");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ARG X=a\nFROM ${X-b}\n",
        "ARG X=a\nFROM ${X:+b}\n",
        "ARG 1x=a\nFROM $1x\n",
        "ARG X=a\nARG X\nFROM ${X:-b}\n",
        "ARG X=a\nARG X=b\nFROM $X\n",
        "ARG X=a\nARG \"X\"=b\nFROM $X\n",
        "ARG X=a\nARG X=b'c'\nFROM $X\n",
        "ARG X=a\\b\nFROM $X\n",
        "ARG A=a\nARG X='$A'\nFROM $X\n"
      })
  void refusesVariablesThatCannotBeTold(String text) {
    assertThat(findings(text, false)).singleElement().asString().contains("cannot be told");
    assertThat(findings(text, true)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM \"evil.example/onbuild\"\n",
        "FROM 'x'\n",
        "FROM evil.example/on\\build\n",
        "FROM --platform=a\\ b x\n",
        "FROM --platform=linux/arm64 x\n",
        "FROM --platform=linux/arm64\u00A0x\n",
        "# escape=`\nFROM x\n"
      })
  void refusesAnImageThatEnginesMayReadDifferently(String text) {
    assertThat(findings(text, false)).isNotEmpty();
    assertThat(findings(text, true)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "\u000B", "\u001C", "\u007F", "\u0085"})
  void refusesControlCharacters(String character) {
    assertThat(findings("FROM x\nRUN a" + character + "\n", true))
        .singleElement()
        .asString()
        .startsWith("Dockerfile:2: holds the control character U+00");
    assertThat(findings("FROM x\r\nRUN\ta\f\n", true)).isEmpty();
  }

  @Test
  void findsTheSecretsThatAreWrittenIntoIt() {
    assertThat(
            secrets(
                """
                FROM x
                ARG REPO_TOKEN=tok-1234 OTHER=kept
                ENV DB_PASSWORD old-form
                ENV API_KEY="key 12\\"34" password='it is'
                LABEL private-key=labelled
                RUN curl https://me:in-address@example.org/x && tool --password option \\
                  --client-secret=another -o file
                """))
        .containsExactly(
            "tok-1234",
            "old-form",
            "key 12\\\"34",
            "it is",
            "labelled",
            "another",
            "option",
            "in-address");
  }

  @Test
  void takesNoSwitchVariableOrPathForASecret() {
    assertThat(
            secrets(
                """
                FROM x
                ARG TOKEN
                ENV ALLOW_EMPTY_PASSWORD=yes NO_PASSWORD=true PASSWORD=$GIVEN TOKEN_FILE=token
                ENV SECRET=/run/secrets/x MAX_TOKENS=4096
                RUN echo the token is nothing && cat http://example.org:8080/x@1 && x --password-stdin
                """))
        .isEmpty();
  }

  @Test
  void warnsOfASecretWithoutShowingIt() {
    assertThat(findings("FROM x\nENV DB_PASSWORD=in-the-image\n", false))
        .singleElement()
        .asString()
        .startsWith("Dockerfile:2: ENV holds a secret")
        .doesNotContain("in-the-image");
  }

  @Test
  void looksForSecretsInATimeThatGrowsWithTheTextAlone() {
    String text = "FROM x\nRUN " + "--password ".repeat(1 << 15) + "://a:".repeat(1 << 15);

    assertThat(secrets(text + "\nENV PASSWORD=" + "\"\\".repeat(1 << 15))).isNotNull();
  }

  @Test
  void survivesNonsense() {
    assertThat(bases("COPY\nADD x\nFROM\nWORKDIR\n\0\nCOPY \0 \0\nARG\nARG =\nFROM $\n"))
        .containsExactly("$");
  }

  private static Set<String> secrets(String text) {
    return new Dockerfile(text, path -> Kind.NOTHING).secrets();
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
