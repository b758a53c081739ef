package org.dockerrm.location.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.dockerrm.location.ScriptProgress;
import org.dockerrm.location.docker.ScriptReply.Answer;
import org.junit.jupiter.api.Test;

class ScriptReplyTest {

  private final ScriptReply reply = new ScriptReply();

  private void append(String text) {
    reply.append(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void isCompleteWithItsLastByteHoweverItIsCut() {
    byte[] whole = "dockerrm finished 3 7 5\nout: éa: 1\n".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < whole.length; i++) {
      assertThat(reply.answer()).isEmpty();
      reply.append(Arrays.copyOfRange(whole, i, i + 1));
    }

    assertThat(reply.answer()).contains(new Answer.Finished(3, "out: é", "a: 1\n"));
  }

  @Test
  void emptyOutputAndParametersAreComplete() {
    append("dockerrm finished 0 0 0\n");

    assertThat(reply.answer()).contains(new Answer.Finished(0, "", ""));
  }

  @Test
  void takesWhatAScriptHasWrittenSoFarOnceItIsWhole() {
    append("dockerrm written 5000000000 3 5\nouta: ");
    assertThat(reply.written()).isEmpty();
    append("1\n");

    assertThat(reply.answer()).isEmpty();
    ScriptProgress written = reply.written().orElseThrow();
    assertThat(written.from()).isEqualTo(5_000_000_000L);
    assertThat(written.output()).asString().isEqualTo("out");
    assertThat(written.parameters()).isEqualTo("a: 1\n");
  }

  @Test
  void knowsRunsThatAreLostOrDidNotStart() {
    append("dockerrm lost it was killed\n");
    assertThat(reply.answer()).contains(new Answer.Lost("it was killed"));

    ScriptReply other = new ScriptReply();
    other.append("dockerrm notstarted input\n".getBytes(StandardCharsets.UTF_8));
    assertThat(other.answer()).contains(new Answer.NotStarted("input"));
  }

  @Test
  void dropsNulCharactersAndReplacesWhatIsNoText() {
    reply.append("dockerrm finished 0 4 0\n".getBytes(StandardCharsets.UTF_8));
    reply.append(new byte[] {'a', 0, (byte) 0xff, 'b'});

    assertThat(reply.answer()).contains(new Answer.Finished(0, "a\uFFFDb", ""));
  }

  @Test
  void whatIsNoReplyNeverBecomesOneAndIsKeptShort() {
    append("OCI runtime exec failed: exec failed\n");
    append("dockerrm finished 0 0 0\n");
    append("x".repeat(10_000_000));

    assertThat(reply.answer()).isEmpty();
    assertThat(reply.rest()).startsWith("OCI runtime").hasSize(2_000);
  }

  @Test
  void aBeginningWithoutALineEndIsNoReplyAndCostsNothingMore() {
    long before = allocated();
    append("x".repeat(511));
    for (int i = 0; i < 100_000; i++) {
      append("x");
    }
    append("\ndockerrm finished 0 0 0\n");

    // Copying all that is there for each piece would take some 5 GB.
    assertThat(allocated() - before).isLessThan(100_000_000);
    assertThat(reply.answer()).isEmpty();
    assertThat(reply.rest()).hasSize(2_000);
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  @Test
  void tooManyPropertiesAreTold() {
    append("dockerrm finished 0 0 1048577\n");
    append("x".repeat(1_048_577));

    assertThat(reply.answer()).contains(new Answer.TooLarge());
  }

  @Test
  void absurdSizesAreNeverComplete() {
    append("dockerrm finished 0 999999999 999999999\n");
    append("x".repeat(3_000_000));

    assertThat(reply.answer()).isEmpty();
  }
}
