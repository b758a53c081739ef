package org.dockerrm.location.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.dockerrm.location.ContainerSpec;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;
import org.dockerrm.location.HostStatus;
import org.dockerrm.location.Inspection;
import org.dockerrm.location.Removal;
import org.dockerrm.location.ScriptCall;
import org.dockerrm.location.ScriptCall.ParameterFile;
import org.dockerrm.location.ScriptResult;
import org.junit.jupiter.api.Test;

/** The in-memory host fulfils the contract of hosts, and has the faults that a test injects. */
class MemoryHostTest extends MemoryHostContract {

  MemoryHostTest() {
    super(Set.of());
  }

  @Test
  void aCallWhoseAnswerIsLostWasCarriedOut() {
    ContainerSpec spec =
        new ContainerSpec("lost", "lasting:1", "h", "bridge", null, Map.of(), labels("lost"));
    host.faults.loseAnswer("create");

    assertThatThrownBy(() -> host.workloads().create(spec).container())
        .isInstanceOfSatisfying(
            HostException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE));

    ContainerView found = host.workloads().find("lost").container().orElseThrow();
    assertThat(host.workloads().create(spec).container()).isEqualTo(found);
  }

  @Test
  void aRefusedCallChangesNothing() {
    ContainerView running = running();
    host.faults.refuse("stop", Reason.BUSY, "is restarting");

    assertThatThrownBy(() -> host.workloads().stop(running.id(), Duration.ZERO))
        .hasMessage("is restarting");

    assertThat(host.workloads().find(running.id()).container()).contains(running);
    host.faults.clear();
    host.workloads().stop(running.id(), Duration.ZERO);
    assertThat(host.workloads().find(running.id()).container().orElseThrow().running()).isFalse();
  }

  @Test
  void aScriptGoesOnWhileItsHostIsAway() throws Exception {
    MemoryHost away = new MemoryHost(clock, Set.of());
    away.images.add("lasting:1");
    ContainerView container =
        away.workloads()
            .start(
                away.workloads()
                    .create(
                        new ContainerSpec(
                            "a", "lasting:1", "h", "bridge", null, Map.of(), labels("a")))
                    .container()
                    .id());
    CompletableFuture<MemoryScript> begun = new CompletableFuture<>();
    away.scripts.program("/s", begun::complete);
    ScriptCall call =
        new ScriptCall(container.id(), "run", "/s", ParameterFile.LIFECYCLE, "", Map.of(), false);
    CompletableFuture<ScriptResult> run = away.scripts().run(call);

    away.goAway("no route");
    begun.get().write("over").exit(0);

    assertThatThrownBy(run::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(HostException.class);
    assertThatThrownBy(() -> away.scripts().run(call)).hasMessageContaining("no route");
    assertThat(away.look()).isEqualTo(new HostStatus.Unreachable("no route"));
    away.comeBack();
    assertThat(away.scripts().run(call).get()).isEqualTo(new ScriptResult.Finished(0, "over", ""));
  }

  @Test
  void whatIsOutOfSightIsNotAbsent() {
    ContainerView running = running();
    host.containers.hide(running.id());

    Inspection hidden = host.workloads().find(running.id());

    assertThat(hidden).isInstanceOf(Inspection.OutOfSight.class);
    assertThatThrownBy(hidden::container)
        .isInstanceOfSatisfying(HostException.class, e -> assertThat(e.isTransient()).isTrue());
    host.containers.showAll();
    assertThat(host.workloads().find(running.id()).container()).contains(running);
  }

  @Test
  void aRemovalUnderWayKeepsTheName() {
    ContainerView running = running();
    host.containers.removesSlowly = true;

    assertThat(host.workloads().remove(running.id())).isInstanceOf(Removal.Going.class);

    assertThat(host.workloads().find(running.name()).container()).isPresent();
    host.containers.removesSlowly = false;
    assertThat(host.workloads().remove(running.id())).isInstanceOf(Removal.Gone.class);
    assertThat(host.workloads().find(running.name())).isInstanceOf(Inspection.Absent.class);
  }

  @Test
  void timesAreThoseOfTheClock() {
    ContainerView running = running();
    assertThat(running.startedAt()).isEqualTo(clock.instant());

    clock.advance(Duration.ofMinutes(1));
    host.containers.killForMemory(running.id());

    assertThat(host.workloads().ending(running.id()))
        .hasValueSatisfying(
            exit -> {
              assertThat(exit.outOfMemory()).isTrue();
              assertThat(exit.at()).isEqualTo(running.startedAt().plusSeconds(60));
            });
  }
}
