package org.dockerrm.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.digest.SaltGenerator;
import org.camunda.bpm.engine.impl.digest.Sha512HashDigest;
import org.dockerrm.support.SetClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ThrottledIdentitiesTest {

  private final AtomicInteger checks = new AtomicInteger();
  private final ExecutorService clients = Executors.newFixedThreadPool(20);
  private ProcessEngine engine;
  private IdentityService identities;

  @BeforeEach
  void start() {
    StandaloneInMemProcessEngineConfiguration configuration =
        new StandaloneInMemProcessEngineConfiguration();
    configuration.setProcessEngineName(UUID.randomUUID().toString());
    configuration.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
    configuration.setJobExecutorActivate(false);
    configuration.setPasswordEncryptor(new CountingDigest());
    configuration.setSaltGenerator((SaltGenerator) () -> "salt");
    configuration.setIdentityProviderSessionFactory(
        new ThrottledIdentities.Factory(
            new LoginThrottle(new SetClock(Instant.parse("2026-12-01T10:00:00Z")))));
    engine = configuration.buildProcessEngine();
    identities = engine.getIdentityService();
    User user = identities.newUser("admin");
    user.setPassword("right");
    identities.saveUser(user);
    checks.set(0);
  }

  @AfterEach
  void stop() {
    clients.shutdown();
    engine.close();
  }

  @Test
  void aWrongPasswordCostsTheSameWorkWhetherOrNotTheUserExists() {
    assertThat(identities.checkPassword("admin", "wrong")).isFalse();
    assertThat(checks).hasValue(1);

    assertThat(identities.checkPassword("ghost", "wrong")).isFalse();
    assertThat(checks).hasValue(2);
  }

  @Test
  void manyWrongPasswordsAreNotCheckedAndLockNoUser() {
    assertThat(identities.checkPassword("admin", "right")).isTrue();
    for (int i = 0; i < 100; i++) {
      assertThat(identities.checkPassword("admin", "wrong" + i)).isFalse();
    }

    assertThat(checks.get()).isLessThan(10);
    assertThat(identities.checkPassword("admin", "right")).isTrue();
  }

  @Test
  void passwordsThatAreGuessedAtOnceAreCheckedOneAfterTheOther() {
    CompletableFuture.allOf(
            IntStream.range(0, 60)
                .mapToObj(
                    i ->
                        CompletableFuture.runAsync(
                            () -> identities.checkPassword("admin", "wrong" + i), clients))
                .toArray(CompletableFuture[]::new))
        .join();

    assertThat(checks.get()).isLessThan(5);
  }

  private final class CountingDigest extends Sha512HashDigest {

    @Override
    public boolean check(String password, String encrypted) {
      checks.incrementAndGet();
      return super.check(password, encrypted);
    }
  }
}
