package org.dockerrm.location.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BoundedBodyTest {

  private final List<BoundedBody> open = new ArrayList<>();
  private long before;

  @BeforeEach
  void look() {
    before = AnswerMemory.taken();
  }

  @AfterEach
  void closeAll() throws IOException {
    for (BoundedBody body : open) {
      body.close();
    }
    assertThat(AnswerMemory.taken()).isEqualTo(before);
  }

  @Test
  void answersOfAllEnginesAreBoundedTogetherByWhatTheyNeed() throws IOException {
    // 47 MB of memory in 700 KB, twice; a third does not fit.
    String heavy = "[" + "{},".repeat(235_000);
    read(AnswerKind.DOCUMENT, heavy);
    read(AnswerKind.DOCUMENT, heavy);

    assertThatThrownBy(() -> read(AnswerKind.DOCUMENT, heavy))
        .isInstanceOf(EngineAnswerException.class)
        .hasMessageContaining("96 MB together");
  }

  @Test
  void givesBackExactlyWhatItTook() throws IOException {
    assertThatThrownBy(() -> read(AnswerKind.DOCUMENT, "[" + "{},".repeat(300_000)))
        .isInstanceOf(EngineAnswerException.class)
        .hasMessageContaining("more than 48 MB of memory");
    BoundedBody whole = read(AnswerKind.DOCUMENT, "[{}]  ");

    assertThat(AnswerMemory.taken()).isGreaterThan(before);
    whole.close();
    whole.close();
    open.get(0).close();
    assertThat(AnswerMemory.taken()).isEqualTo(before);
  }

  @Test
  void countsWhatADocumentNeededUntilItIsClosed() throws IOException {
    read(AnswerKind.DOCUMENT, "[" + "{},".repeat(100_000) + "{}]" + " ".repeat(100));

    assertThat(AnswerMemory.taken() - before).isGreaterThan(20_000_000);
  }

  @Test
  void countsThePartOfAStreamThatIsReadAndNotWhatWentBy() throws IOException {
    read(AnswerKind.EVENTS, "{\"a\":1}\n".repeat(100_000));

    assertThat(AnswerMemory.taken() - before).isBetween(1L, 1_000L);
  }

  private BoundedBody read(AnswerKind kind, String answer) throws IOException {
    BoundedBody body =
        new BoundedBody(
            new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)),
            kind,
            kind.bytes(200),
            new AnswerDeadline(
                new HttpUriRequestBase("GET", URI.create("/")), Duration.ofMinutes(1)));
    open.add(body);
    byte[] piece = new byte[8192];
    while (body.read(piece, 0, piece.length) >= 0) {
      // What it takes is counted.
    }
    return body;
  }
}
