package org.dockerrm.transition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dockerrm.inventory.Inventory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TypeGateTest {

  private final List<Object> instances = new CopyOnWriteArrayList<>();
  private final List<String> upgraded = new CopyOnWriteArrayList<>();
  private final TypeGate gate =
      new TypeGate(
          inventory(),
          new Upgrades(null, inventory(), null) {
            @Override
            boolean use(String type) {
              return upgraded.contains(type);
            }
          });

  @Test
  void changesATypeWithoutInstances() {
    List<String> changed = new ArrayList<>();

    assertThat(gate.changeUnused("resource::web::1.0", () -> changed.add("it"))).isTrue();
    instances.add("an instance");
    assertThat(gate.changeUnused("resource::web::1.0", () -> changed.add("again"))).isFalse();

    assertThat(changed).containsExactly("it");
  }

  @Test
  void changesNoTypeThatAnUpgradeCanStillGoBackTo() {
    upgraded.add("resource::web::1.0");

    assertThat(gate.changeUnused("resource::web::1.0", () -> {})).isFalse();
    assertThat(gate.changeUnused("resource::web::2.0", () -> {})).isTrue();
  }

  @Test
  void countsTheInstanceOfARequestThatIsJustBeingAccepted() throws Exception {
    CountDownLatch checked = new CountDownLatch(1);
    CountDownLatch stored = new CountDownLatch(1);
    CompletableFuture<Boolean> accepted =
        CompletableFuture.supplyAsync(
            () ->
                gate.whileTypesStay(
                    () -> {
                      checked.countDown();
                      await(stored);
                      return instances.add("an instance");
                    }));
    await(checked);
    CompletableFuture<Boolean> changed =
        CompletableFuture.supplyAsync(() -> gate.changeUnused("resource::web::1.0", () -> {}));
    assertThatThrownBy(() -> changed.get(200, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    stored.countDown();

    assertThat(accepted.get()).isTrue();
    assertThat(changed.get()).isFalse();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Inventory inventory() {
    return (Inventory)
        Proxy.newProxyInstance(
            TypeGateTest.class.getClassLoader(),
            new Class<?>[] {Inventory.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("list");
              return List.copyOf(instances);
            });
  }
}
