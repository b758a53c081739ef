package org.dockerrm.location.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.PullResponseItem;
import java.util.ArrayList;
import java.util.List;
import org.dockerrm.location.ImageProgress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PullLogTest {

  private final List<String> told = new ArrayList<>();
  private final PullLog log =
      new PullLog(
          new ImageProgress() {
            @Override
            public void line(String line) {
              told.add(line);
            }

            @Override
            public void step(int step, int steps, String activity) {
              told.add(step + "/" + steps);
            }
          });

  @Test
  void countsLayersAndTellsWhatIsNew() throws JsonProcessingException {
    says("{'status':'Pulling from team/web','id':'7'}");
    says("{'status':'Pulling fs layer','id':'aa'}");
    says("{'status':'Already exists','id':'bb'}");
    says("{'status':'Downloading','id':'aa','progressDetail':{'current':1,'total':9}}");
    says("{'status':'Downloading','id':'aa','progressDetail':{'current':2,'total':9}}");
    says("{'status':'Pull complete','id':'aa'}");
    says("{'status':'Status: Downloaded newer image for team/web:7'}");

    assertThat(told)
        .containsExactly(
            "7: Pulling from team/web",
            "aa: Pulling fs layer",
            "0/1",
            "bb: Already exists",
            "1/2",
            "aa: Downloading",
            "1/2",
            "aa: Pull complete",
            "2/2",
            "Status: Downloaded newer image for team/web:7");
    assertThat(log.error()).isEmpty();
  }

  @Test
  void keepsTheErrorThatEndsIt() throws JsonProcessingException {
    says("{'errorDetail':{'message':'manifest unknown'},'error':'manifest unknown'}");

    assertThat(log.error()).contains("manifest unknown");
  }

  @ParameterizedTest
  @CsvSource({
    "dial tcp 127.0.0.1:1: connect: connection refused, its registry cannot be reached",
    "dial tcp: lookup x: no such host, its registry cannot be reached",
    "pull access denied for x, its registry has no such image",
    "manifest unknown, its registry has no such image",
    "Head http://x: no basic auth credentials, its registry requires a login",
    "no space left on device, no space left",
  })
  void saysInPlainWordsWhyAPullFailed(String engine, String plain) {
    assertThat(PullFailure.plain(engine)).startsWith(plain).endsWith(engine);
  }

  private void says(String json) throws JsonProcessingException {
    log.onNext(new ObjectMapper().readValue(json.replace('\'', '"'), PullResponseItem.class));
  }
}
