package org.dockerrm.location.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuildStepTest {

  @Test
  void readsWhatTheBuilderAnnounces() {
    assertThat(BuildStep.parse("Step 3/7 : RUN echo 'Step 1/2 : x'"))
        .contains(new BuildStep(3, 7, "RUN echo 'Step 1/2 : x'"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Step 3/7",
        "step 3/7 : RUN x",
        " Step 3/7 : RUN x",
        "Step 8/7 : RUN x",
        "Step 0/7 : RUN x",
        "Step 99999999999/7 : RUN x",
        "Step -1/7 : RUN x"
      })
  void takesNothingElseForAStep(String line) {
    assertThat(BuildStep.parse(line)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "FROM web:1.0, web:1.0",
    "from  web AS first, web",
    "FROM --platform=linux/amd64 web as x, web",
  })
  void namesTheBaseImage(String instruction, String base) {
    assertThat(new BuildStep(1, 2, instruction).base()).contains(base);
    assertThat(new BuildStep(1, 2, "RUN echo FROM web").base()).isEmpty();
  }
}
