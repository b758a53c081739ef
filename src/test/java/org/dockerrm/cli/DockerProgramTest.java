package org.dockerrm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DockerProgramTest {

  @Test
  void saysWhyItFails() {
    DockerProgram.Result result = DockerProgram.run("no-such-command");

    assertThat(result.isDone()).isFalse();
    assertThat(result.lines()).isEmpty();
    assertThat(result.reason()).contains("docker").doesNotContain("\n");
  }

  @Test
  void takesTheLastLineForTheReason() {
    assertThat(new DockerProgram.Result(1, "", "a\nno space left").reason())
        .isEqualTo("no space left");
    assertThat(new DockerProgram.Result(125, "", "").reason()).isEqualTo("exit code 125");
  }
}
