package org.dockerrm.chaos;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.dockerrm.support.Broker;
import org.dockerrm.support.BrokerProcess;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.ManagerJar;
import org.dockerrm.support.ManagerProcess;
import org.dockerrm.support.PostgresProcess;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.SecondEngine;
import org.dockerrm.support.TestTopicReader;
import org.dockerrm.support.Types;
import org.jspecify.annotations.Nullable;

/** A manager with all that it needs, each as a process of its own that can be killed. */
final class ChaosStage implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int LONGEST_ABSENCE_MILLIS = 3000;

  private final KillTarget victim;
  private final BrokerProcess broker = new BrokerProcess();
  private final TestTopicReader topic = new TestTopicReader(broker.address());
  private final Manager home =
      Manager.with("ledger", "small").configure(Broker.settings(broker.address()));
  private final @Nullable PostgresProcess database;
  private final @Nullable SecondEngine engine;
  private final ScriptLedger ledger;
  private final ManagerJar jar;
  private final AtomicReference<ManagerProcess> manager = new AtomicReference<>();

  /** Sets it up, with the manager at work. */
  ChaosStage(KillTarget victim) {
    this.victim = victim;
    this.database = victim == KillTarget.DATABASE ? new PostgresProcess() : null;
    if (database != null) {
      database.use(home);
    }
    this.engine = victim == KillTarget.ENGINE ? SecondEngine.start() : null;
    if (engine != null) {
      engine.stop();
      engine.startAgain(true);
      home.limit("endpoint: " + engine.socket());
    }
    this.ledger = new ScriptLedger(docker(), home.location());
    this.jar = ManagerJar.startingFast(home);
    manager.set(ManagerProcess.start(home, jar));
    client().awaitPublished(LoadClient.LEDGER).awaitPublished(Types.SMALL);
  }

  /** A client of the manager as it is now, or was last. */
  RmClient client() {
    return manager.get().client();
  }

  /** Compares what was promised with what is there. */
  Audit audit(Expectations book) {
    return new Audit(book, client(), topic, docker(), ledger, PATIENCE);
  }

  private ChaosEngine docker() {
    return engine == null ? Docker::run : engine::docker;
  }

  /** Kills the victim and has it back. */
  void strike(Random random) {
    switch (victim) {
      case MANAGER -> strikeManager(random);
      case BROKER -> {
        broker.kill();
        pause(random);
        broker.restart();
      }
      case ENGINE -> {
        engine.stop();
        pause(random);
        engine.startAgain(true);
      }
      case DATABASE -> {
        database.kill();
        pause(random);
        database.restart();
      }
    }
  }

  private void strikeManager(Random random) {
    manager.get().kill();
    ManagerProcess next = ManagerProcess.launch(home, jar);
    if (random.nextInt(5) == 0) {
      // One in five dies again before it has come up.
      pause(random);
      next.kill();
      next = ManagerProcess.launch(home, jar);
    }
    next.awaitHealth();
    manager.set(next);
  }

  private static void pause(Random random) {
    try {
      Thread.sleep(random.nextInt(LONGEST_ABSENCE_MILLIS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ManagerProcess running = manager.get();
    if (running != null) {
      running.kill();
    }
    topic.close();
    broker.close();
    if (database != null) {
      database.close();
    }
    home.close();
    if (engine != null) {
      engine.close();
    } else {
      ledger.close();
    }
  }
}
