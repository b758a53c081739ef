package org.dockerrm.location;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {

  @ParameterizedTest
  @CsvSource({
    "web, web, latest",
    "web:1.2, web, 1.2",
    "team/web-server__x:V1_2, team/web-server__x, V1_2",
    "127.0.0.1:5000/team/web, 127.0.0.1:5000/team/web, latest",
    "localhost:5000/web:7, localhost:5000/web, 7",
  })
  void tellsNameAndTagApart(String text, String repository, String tag) {
    assertThat(ImageReference.parse(text)).contains(new ImageReference(repository, tag));
  }

  @Test
  void takesADigestForTheTag() {
    String digest = "sha256:" + "0a".repeat(32);

    assertThat(ImageReference.parse("team/web:1@" + digest))
        .contains(new ImageReference("team/web", digest));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Web", "web:", "web:a b", "web/", "/web", "web@sha256:12", "a//b"})
  void takesNothingElse(String text) {
    assertThat(ImageReference.parse(text)).isEmpty();
    assertThat(ImageReference.parse("a".repeat(600))).isEmpty();
  }
}
