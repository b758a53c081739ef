package org.dockerrm.catalog.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteSourcesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ADD http://127.0.0.1:8081/ /x",
        "add HTTPS://localhost/ /x",
        "ADD --chown=0:0 there http://localhost/ /x",
        "  \tADD\thttp://localhost/\t/x",
        "ADD \"http://localhost/\" /x",
        "ADD 'http'://localhost/ /x",
        "ADD h\\ttp://localhost/ /x",
        "ADD [\"http://localhost/\", \"/x\"]",
        "ADD [\"\\u0068ttp://localhost/\", \"/x\"]",
        "ADD --chown=0 [ \"there\" , \"http://localhost/\", \"/x\" ]",
        "ADD [\"http://localhost/\" \"/x\"]",
        "ADD ${X} /x",
        "ADD $X /x",
        "ADD http$X /x",
        "ADD https:/${X} /x",
        "ADD ${X:-http://localhost/} /x",
        "ADD git@localhost:x.git /x",
        "ADD git://localhost/x.git /x",
        "ADD ssh://git@localhost/x.git /x",
        "ONBUILD ADD http://localhost/ /x",
        "onbuild   add $X /x",
        "ADD \\\n# between\n\n  http://localhost/ \\\n /x",
        "ADD a\rb http://localhost/ /x",
        "ADD a b\rRUN http://localhost/ /x",
        "RUN a `\nADD http://localhost/ /x",
        "RUN a \\ \nRUN b\nADD http://localhost/ /x",
        "ADD --chown=${u:-[} [\"http\\u003a\\u002f\\u002flocalhost\",\"/x\"]",
        "ADD --chown=[ [] [\"\\u0068ttp://localhost/\",\"/x\"]",
        "ADD --chown=[[[\u00A0[\"\\u0068ttp://localhost/\",\"/x\"]",
        "ADD --chown=0\u00A0http://localhost/ /x",
        "ADD --chown=0\u0085http://localhost/ /x",
        "\u00A0ADD http://localhost/ /x",
        "\u2007ADD http://localhost/ /x",
        "ONBUILD \u00A0ADD http://localhost/ /x",
        "RUN a \\\n\u001C# b\nADD http://localhost/ /x",
        "RUN a \\\n\u001C\nADD http://localhost/ /x"
      })
  void finds(String instruction) {
    assertThat(RemoteSources.in("FROM x\n" + instruction + "\n")).isPresent();
    assertThat(RemoteSources.in("# escape=`\nFROM x\n" + instruction + "\n")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ADD there /x",
        "ADD app-${VERSION}.tar.gz /x",
        "ADD httpd.conf /x",
        "ADD https /x",
        "COPY http://localhost/ /x",
        "RUN wget http://localhost/ # ADD http://localhost/ /x",
        "# ADD http://localhost/ /x",
        "LABEL a=http://localhost/"
      })
  void leavesAloneWhatIsOfThePackage(String instruction) {
    assertThat(RemoteSources.in("FROM x\n" + instruction + "\n")).isEmpty();
  }

  @Test
  void namesSourceAndLine() {
    assertThat(RemoteSources.in("FROM x\n\nADD \\\n there \\\n http://localhost/ /x\n"))
        .contains(new RemoteSources.Found(3, "http://localhost/"));
  }
}
