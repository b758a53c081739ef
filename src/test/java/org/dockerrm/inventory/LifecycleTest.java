package org.dockerrm.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dockerrm.inventory.LifecycleTransition.Configure;
import static org.dockerrm.inventory.LifecycleTransition.Install;
import static org.dockerrm.inventory.LifecycleTransition.Integrity;
import static org.dockerrm.inventory.LifecycleTransition.Reconfigure;
import static org.dockerrm.inventory.LifecycleTransition.Start;
import static org.dockerrm.inventory.LifecycleTransition.Stop;
import static org.dockerrm.inventory.LifecycleTransition.Uninstall;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifecycleTest {

  private static final Lifecycle WHOLE =
      new Lifecycle(Arrays.stream(LifecycleTransition.values()).map(Enum::name).toList());

  @ParameterizedTest
  @CsvSource({
    "Install, Installed, Failed",
    "Configure, Inactive, Installed",
    "Start, Inactive, Inactive",
    "Integrity, Active, Inactive",
    "Stop, Inactive, Failed",
    "Reconfigure, Active, Active"
  })
  void leadsToTheStatesOfTheContract(
      LifecycleTransition transition, ResourceState success, ResourceState failure) {
    assertThat(WHOLE.afterSuccess(transition)).contains(success);
    assertThat(WHOLE.afterFailure(transition)).contains(failure);
  }

  @Test
  void leavesNoInstanceBehindAfterUninstall() {
    assertThat(WHOLE.afterSuccess(Uninstall)).isEmpty();
    assertThat(WHOLE.afterFailure(Uninstall)).contains(ResourceState.Inactive);
  }

  @Test
  void leavesAnInstanceAsFarAsItWasByUpgrade() {
    assertThat(WHOLE.afterSuccess(LifecycleTransition.Upgrade)).isEmpty();
    assertThat(WHOLE.afterFailure(LifecycleTransition.Upgrade)).isEmpty();
  }

  @Test
  void isActiveRightAfterStartWhereIntegrityIsNotOffered() {
    assertThat(new Lifecycle(List.of("Install", "Start")).afterSuccess(Start))
        .contains(ResourceState.Active);
  }

  @Test
  void allowsEachTransitionOnlyInItsStates() {
    Map<LifecycleTransition, Set<ResourceState>> allowed = new EnumMap<>(LifecycleTransition.class);
    allowed.put(Install, EnumSet.noneOf(ResourceState.class));
    allowed.put(Configure, EnumSet.of(ResourceState.Installed));
    allowed.put(Start, EnumSet.of(ResourceState.Inactive));
    allowed.put(Integrity, EnumSet.of(ResourceState.Inactive));
    allowed.put(Stop, EnumSet.of(ResourceState.Active, ResourceState.Broken));
    allowed.put(Reconfigure, EnumSet.of(ResourceState.Active));
    allowed.put(
        LifecycleTransition.Upgrade,
        EnumSet.of(ResourceState.Installed, ResourceState.Inactive, ResourceState.Active));
    allowed.put(
        Uninstall,
        EnumSet.of(ResourceState.Installed, ResourceState.Inactive, ResourceState.Failed));

    allowed.forEach(
        (transition, states) -> {
          for (ResourceState state : ResourceState.values()) {
            assertThat(WHOLE.allows(state, transition))
                .as("%s from %s", transition, state)
                .isEqualTo(states.contains(state));
          }
        });
  }

  @Test
  void installsOnlyWhatIsNotThere() {
    assertThat(WHOLE.allows(null, Install)).isTrue();
    assertThat(WHOLE.allows(null, Start)).isFalse();
  }

  @Test
  void takesMissingTransitionsAsDone() {
    Lifecycle small = new Lifecycle(List.of("install", "START", "Stop", "Uninstall"));

    assertThat(small.allows(ResourceState.Installed, Start)).isTrue();
    assertThat(small.afterSuccess(Start)).contains(ResourceState.Active);
    assertThat(small.allows(ResourceState.Active, Uninstall)).isFalse();
  }

  @Test
  void uninstallsFromActiveWhereThereIsNoStop() {
    Lifecycle unstoppable = new Lifecycle(List.of("Install", "Start", "Uninstall"));

    assertThat(unstoppable.allows(ResourceState.Active, Uninstall)).isTrue();
    assertThat(unstoppable.allows(ResourceState.Broken, Uninstall)).isTrue();
  }
}
