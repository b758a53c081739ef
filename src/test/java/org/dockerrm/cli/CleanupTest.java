package org.dockerrm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a command leaves that fails or is ended from outside. */
class CleanupTest {

  private static final String TRANSITIONS = "POST /lifecycle/transitions";
  private static final String STATUS = "GET /lifecycle/transitions/r-1/status?wait=2s";

  private final FakeManager manager = new FakeManager();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
  private final Console console =
      new Console(out, out, Map.of("DOCKERRM_URL", "http://localhost:" + manager.port()));
  private final Session session = new Session(console);
  private final DemoInstances instances = new DemoInstances(session);

  @AfterEach
  void close() {
    manager.close();
    assertThat(Thread.interrupted()).as("no interrupt is left").isFalse();
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private void install(String label) {
    instances.install(label, "resource::example::1.0", "demo", "dev", Map.of());
  }

  private static void assertInterrupted(Runnable work) {
    Thread.currentThread().interrupt();
    assertThatThrownBy(work::run).hasMessage("the command was interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void anInterruptEndsAStepAndTheWaitingBeforeTheNextCall() {
    manager.reply(TRANSITIONS, 202, "{\"requestId\":\"r-1\",\"resourceId\":\"id-1\"}");

    assertInterrupted(() -> install("server"));
    assertInterrupted(() -> new Requests(session).await("r-1"));

    assertThat(manager.requests()).isEmpty();
  }

  @Test
  void waitsNoLongerThanItsLimit() {
    manager.reply(STATUS, 200, "{\"requestState\":\"IN_PROGRESS\"}");

    assertThatThrownBy(() -> new Requests(session).await("r-1", 2, Duration.ZERO))
        .hasMessage("request r-1 has not ended within 0 s");
  }

  @Test
  void removesTheInstanceOfAnInstallThatWasNotAnswered() throws Exception {
    manager
        .reply(TRANSITIONS, 202, "{\"requestId\":\"r-1\",\"resourceId\":\"id-1\"}")
        .drop(TRANSITIONS, 1);
    Thread interrupting = interruptAfterTheFirstPost(Thread.currentThread());
    Cleanup cleanup = new Cleanup(console, new DemoRemoval(session, instances));

    assertThatThrownBy(
            () ->
                cleanup.callOrClean(
                    () -> {
                      install("server");
                      return "";
                    }))
        .hasMessage("the command was interrupted");

    interrupting.join();
    assertThat(manager.keys()).hasSize(2).containsOnly(manager.keys().get(0));
    assertThat(manager.requests()).endsWith("GET /topology/instances/id-1");
    assertThat(instances.all()).isEmpty();
  }

  /** The caller pauses then, before it sends the request again. */
  private Thread interruptAfterTheFirstPost(Thread worker) {
    Thread interrupting =
        new Thread(
            () -> {
              while (manager.keys().isEmpty()) {
                Thread.onSpinWait();
              }
              worker.interrupt();
            });
    interrupting.start();
    return interrupting;
  }

  @Test
  void removesTheOthersWhereOneCannotBeRemoved() {
    for (String id : List.of("old", "refused", "young")) {
      instances.add(id, new DemoInstances.Instance(id, "resource::example::1.0", "dev"));
    }
    manager.reply("GET /topology/instances/refused", 500, "{\"title\":\"no database\"}");

    assertThat(new DemoRemoval(session, instances).all()).isFalse();

    String dockerrm = "./dockerrm --server http://localhost:" + manager.port();
    assertThat(printed())
        .contains("dockerrm: no database (HTTP 500)")
        .contains(
            "  resource::example::1.0 refused is still there; remove it with: "
                + "%s stop refused; %s uninstall refused".formatted(dockerrm, dockerrm))
        .doesNotContain("old is", "young is");
    assertThat(manager.requests()).contains("GET /topology/instances/old");
  }

  @Test
  void aFailureOfTheCleaningDoesNotHideThatOfTheWork() {
    CommandFailure first = new CommandFailure(ExitCode.FAILED, "the work fails");
    CommandFailure second = new CommandFailure(ExitCode.FAILED, "the cleaning fails");
    Cleanup cleanup =
        new Cleanup(
            console,
            () -> {
              throw second;
            });

    assertThatThrownBy(
            () ->
                cleanup.callOrClean(
                    () -> {
                      throw first;
                    }))
        .isSameAs(first)
        .hasSuppressedException(second);
  }

  @Test
  void theEndOfTheProcessInterruptsTheWork() {
    Cleanup cleanup = new Cleanup(console, () -> true);

    assertThatThrownBy(
            () ->
                cleanup.callOrClean(
                    () -> {
                      cleanup.end(Duration.ZERO);
                      install("server");
                      return "";
                    }))
        .hasMessage("the command was interrupted");
    assertThat(manager.requests()).isEmpty();
  }

  @Test
  void theEndOfTheProcessDoesNotInterruptTheCleaningAndNamesWhatIsLeft() {
    List<Cleanup> cleanups = new ArrayList<>();
    Cleanup.Cleaning cleaning =
        new Cleanup.Cleaning() {
          @Override
          public boolean all() {
            cleanups.get(0).end(Duration.ZERO);
            ManagerClient.pause(1);
            return false;
          }

          @Override
          public List<String> left() {
            return List.of("  id-1 is still there");
          }
        };
    cleanups.add(new Cleanup(console, cleaning));

    assertThatThrownBy(
            () ->
                cleanups
                    .get(0)
                    .callOrClean(
                        () -> {
                          throw new CommandFailure(ExitCode.FAILED, "the work fails");
                        }))
        .hasMessage("the work fails")
        .hasNoSuppressedExceptions();
    assertThat(printed()).contains("not all is removed after 0 s\n  id-1 is still there");
  }
}
