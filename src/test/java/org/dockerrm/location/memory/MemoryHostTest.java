package org.dockerrm.location.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.dockerrm.location.ContainerHost;
import org.dockerrm.location.ContainerSpec;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.HostContract;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;
import org.dockerrm.location.HostStatus;
import org.dockerrm.location.ScriptCall;
import org.dockerrm.location.ScriptCall.ParameterFile;
import org.dockerrm.location.ScriptResult;
import org.dockerrm.support.SetClock;
import org.junit.jupiter.api.Test;

/** The host in memory keeps the contract, and fails as it is told to. */
class MemoryHostTest extends HostContract {

  private static final String ENDING = "ending:1";

  private final SetClock clock = new SetClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final MemoryHost host = new MemoryHost(clock);

  MemoryHostTest() {
    host.images.add("lasting:1").add(ENDING);
    host.images.exits.put(ENDING, 0);
  }

  @Override
  protected ContainerHost host() {
    return host;
  }

  @Override
  protected Map<String, String> labels(String resourceId) {
    return Map.of(ContainerHost.RESOURCE_ID_LABEL, resourceId);
  }

  @Override
  protected String lastingImage() {
    return "lasting:1";
  }

  @Override
  protected String endingImage() {
    return ENDING;
  }

  @Override
  protected void script(ContainerView container, String path, TestScript what) {
    host.scripts.program(
        path,
        script -> {
          switch (what) {
            case ECHO -> script.write(script.call().parameters()).setParameters("n: 2").exit(0);
            case FAIL -> script.write("out\n").setParameters("n: 3").exit(42);
            case LAST -> script.write("begun\n");
          }
        });
  }

  @Override
  protected void kill(ContainerView container) {
    host.containers.exit(container.id(), 137);
  }

  @Test
  void aCallWhoseAnswerIsLostWasCarriedOut() {
    ContainerSpec spec =
        new ContainerSpec("lost", "lasting:1", "h", "bridge", null, Map.of(), labels("lost"));
    host.faults.loseAnswer("create");

    assertThatThrownBy(() -> host.create(spec))
        .isInstanceOfSatisfying(
            HostException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE));

    ContainerView found = host.container("lost").orElseThrow();
    assertThat(host.create(spec)).isEqualTo(found);
  }

  @Test
  void aRefusedCallChangesNothing() {
    ContainerView running = running();
    host.faults.refuse("stop", Reason.BUSY, "is restarting");

    assertThatThrownBy(() -> host.stop(running.id(), Duration.ZERO)).hasMessage("is restarting");

    assertThat(host.container(running.id())).contains(running);
    host.faults.clear();
    host.stop(running.id(), Duration.ZERO);
    assertThat(host.container(running.id()).orElseThrow().running()).isFalse();
  }

  @Test
  void aScriptGoesOnWhileItsHostIsAway() throws Exception {
    MemoryHost away = new MemoryHost(clock);
    away.images.add("lasting:1");
    ContainerView container =
        away.start(
            away.create(
                    new ContainerSpec("a", "lasting:1", "h", "bridge", null, Map.of(), labels("a")))
                .id());
    CompletableFuture<MemoryScript> begun = new CompletableFuture<>();
    away.scripts.program("/s", begun::complete);
    ScriptCall call =
        new ScriptCall(container.id(), "run", "/s", ParameterFile.LIFECYCLE, "", Map.of(), false);
    CompletableFuture<ScriptResult> run = away.run(call);

    away.goAway("no route");
    begun.get().write("over").exit(0);

    assertThatThrownBy(run::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(HostException.class);
    assertThatThrownBy(() -> away.run(call)).hasMessageContaining("no route");
    assertThat(away.look()).isEqualTo(new HostStatus.Unreachable("no route"));
    away.comeBack();
    assertThat(away.run(call).get()).isEqualTo(new ScriptResult.Finished(0, "over", ""));
  }

  @Test
  void timesAreThoseOfTheClock() {
    ContainerView running = running();
    assertThat(running.startedAt()).isEqualTo(clock.instant());

    clock.advance(Duration.ofMinutes(1));
    host.containers.killForMemory(running.id());

    assertThat(host.ending(running.id()))
        .hasValueSatisfying(
            exit -> {
              assertThat(exit.outOfMemory()).isTrue();
              assertThat(exit.at()).isEqualTo(running.startedAt().plusSeconds(60));
            });
  }
}
