package org.dockerrm.catalog.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.dockerrm.catalog.packages.Dockerfile.Presence;
import org.dockerrm.catalog.packages.PackageDirectory.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerfileTest {

  private static final Set<Path> FILES =
      Set.of(Path.of("lifecycle/a.sh"), Path.of("operations/b.sh"), Path.of("c.sh"));
  private static final Set<Path> DIRECTORIES =
      Set.of(Path.of("lifecycle"), Path.of("operations"), Path.of(""));

  @Test
  void followsTheGuidesConvention() {
    String text =
        """
        FROM dockerrm_baseimage
        RUN mkdir /opt/lifecycle && chmod 777 /opt/lifecycle
        ADD lifecycle /opt/lifecycle
        add --chown=0:0 ./operations/ \\
            /opt/lifecycle/
        RUN chmod 777 /opt/lifecycle/*
        COPY collectd.conf /etc/collectd/
        """;

    assertThat(presence(text, "/opt/lifecycle/a.sh")).isEqualTo(Presence.PRESENT);
    assertThat(presence(text, "/opt/lifecycle/b.sh")).isEqualTo(Presence.PRESENT);
    assertThat(presence(text, "/opt/lifecycle/../lifecycle/a.sh")).isEqualTo(Presence.PRESENT);
    assertThat(presence(text, "/opt/lifecycle/z.sh")).isEqualTo(Presence.ABSENT);
    assertThat(presence(text, "/opt/elsewhere/z.sh")).isEqualTo(Presence.UNKNOWN);
    assertThat(presence(text, "/usr/bin/true")).isEqualTo(Presence.UNKNOWN);
  }

  @Test
  void knowsSingleFilesAndWorkingDirectories() {
    String text = "FROM x\nWORKDIR /opt\nCOPY lifecycle lifecycle\nCOPY c.sh /opt/lifecycle/\n";

    assertThat(presence(text, "/opt/lifecycle/a.sh")).isEqualTo(Presence.PRESENT);
    assertThat(presence(text, "/opt/lifecycle/c.sh")).isEqualTo(Presence.PRESENT);
    assertThat(presence(text, "/opt/lifecycle/z.sh")).isEqualTo(Presence.ABSENT);
  }

  @Test
  void knowsTheWholePackage() {
    assertThat(presence("FROM x\nCOPY . /opt\n", "/opt/lifecycle/a.sh"))
        .isEqualTo(Presence.PRESENT);
    assertThat(presence("FROM x\nCOPY . /opt\n", "/opt/lifecycle/z.sh")).isEqualTo(Presence.ABSENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY scripts/*.sh /opt/lifecycle/",
        "COPY --from=build /out /opt/lifecycle",
        "COPY $SOURCE /opt/lifecycle",
        "COPY lifecycle $TARGET",
        "COPY [\"x\", \"/opt/lifecycle\"]",
        "ADD scripts.tar.gz /opt/lifecycle",
        "RUN touch /opt/lifecycle/z.sh",
        "FROM dockerrm_other:1.0",
      })
  void saysNothingOfWhatItCannotTell(String instruction) {
    String text = "FROM x\n" + instruction + "\nCOPY lifecycle /opt/lifecycle\n";

    assertThat(presence(text, "/opt/lifecycle/z.sh")).isEqualTo(Presence.UNKNOWN);
  }

  @Test
  void takesOnlyTheLastStagesFiles() {
    String text = "FROM a AS one\nCOPY lifecycle /opt/lifecycle\nFROM b\n";

    assertThat(presence(text, "/opt/lifecycle/a.sh")).isEqualTo(Presence.UNKNOWN);
  }

  @Test
  void namesTheImagesItBeginsWith() {
    assertThat(
            new Dockerfile(
                    "# FROM no\nARG X=1\nfrom --platform=linux/amd64 a AS b\nFROM c:1\nFROM\n",
                    path -> Kind.NOTHING)
                .bases())
        .containsExactly("a", "c:1");
  }

  @Test
  void survivesNonsense() {
    assertThat(presence("COPY\nADD x\nFROM\nWORKDIR\n\0\nCOPY \0 \0\n", "/opt/x"))
        .isEqualTo(Presence.UNKNOWN);
  }

  private static Presence presence(String text, String path) {
    return new Dockerfile(text, DockerfileTest::kind).presence(path);
  }

  private static Kind kind(Path path) {
    if (FILES.contains(path)) {
      return Kind.FILE;
    }
    return DIRECTORIES.contains(path) ? Kind.DIRECTORY : Kind.NOTHING;
  }
}
