package org.dockerrm.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.dockerrm.chaos.Expectations.Accepted;
import org.dockerrm.support.Broker;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The audit of what kills have left finds what is wrong. */
class AuditIT {

  private static final Broker BROKER = new Broker();
  private static final Manager MANAGER =
      Manager.with("ledger", "small").configure(Broker.settings(BROKER.address()));
  private static final ScriptLedger LEDGER = new ScriptLedger(Docker::run, MANAGER.location());

  private static String resource;
  private static List<Accepted> done;

  private final Expectations book = new Expectations();

  @BeforeAll
  static void leadOneLife() {
    RmClient rm =
        MANAGER.start().client().awaitPublished(LoadClient.LEDGER).awaitPublished(Types.SMALL);
    resource = rm.install(LoadClient.LEDGER, Map.of());
    String configure =
        rm.complete(LoadClient.LEDGER, "Configure", resource, Map.of()).get("requestId").asText();
    String install =
        rm.get("/lifecycle/transitions?resourceId=" + resource + "&transitionName=Install")
            .json()
            .at("/items/0/requestId")
            .asText();
    done = List.of(accepted(install, "Install"), accepted(configure, "Configure"));
    BROKER.awaitMessages(resource, 2);
  }

  @AfterAll
  static void close() {
    MANAGER.close();
    LEDGER.close();
    BROKER.close();
  }

  @BeforeEach
  void remember() {
    done.forEach(book::accept);
  }

  @Test
  void findsNothingWhereNothingIsWrong() {
    Audit audit = audit();

    assertThat(audit.lost()).isEmpty();
    assertThat(audit.notOnce()).isEmpty();
    assertThat(audit.orphans()).isEmpty();
    assertThat(audit.unsent()).isEmpty();
    assertThat(audit.outOfOrder()).isEmpty();
  }

  @Test
  void findsRequestsThatAreForgottenOrEndedOtherwise() {
    book.accept(accepted("forgotten", "Start"));
    book.accept(
        new Accepted(done.get(0).requestId(), resource, LoadClient.LEDGER, "Install", "FAILED"));

    assertThat(audit().lost())
        .hasSize(2)
        .anyMatch(line -> line.contains("forgotten"))
        .anyMatch(line -> line.contains(done.get(0).requestId()));
  }

  @Test
  void findsScriptsThatRanTwiceNeverOrWithoutARequest() {
    book.accept(accepted("never-run", "Start"));
    book.accept(accepted("run-twice", "Stop"));
    try (ScriptLedger forged = new ScriptLedger(Docker::run, MANAGER.location() + "-forged")) {
      done.forEach(request -> forged.forge(request.entry()));
      forged.forge("Start without-request");
      forged.forge("Stop run-twice");
      forged.forge("Stop run-twice");

      assertThat(audit(book, forged).notOnce())
          .hasSize(3)
          .anyMatch(line -> line.contains("never-run") && line.contains("0 times"))
          .anyMatch(line -> line.contains("run-twice") && line.contains("2 times"))
          .anyMatch(line -> line.contains("without-request"));
    }
  }

  @Test
  void findsContainersOfNoInstanceAndInstancesWithoutContainer() {
    String stray =
        Docker.run(
                "create",
                "--label",
                "dockerrm.location=" + MANAGER.location(),
                "debian:bookworm-slim")
            .strip();
    String other = MANAGER.client().install(Types.SMALL, Map.of());
    Docker.run("rm", "-f", "dockerrm_small-" + other);

    await("both").untilAsserted(() -> assertThat(audit().orphans()).hasSize(2));
    assertThat(audit().orphans())
        .anyMatch(line -> line.equals(stray + " belongs to no instance"))
        .anyMatch(line -> line.endsWith("is gone from the engine"));

    Docker.run("rm", stray);
    MANAGER.client().complete(Types.SMALL, "Uninstall", other, Map.of());
  }

  @Test
  void findsMessagesThatDidNotCome() {
    book.accept(accepted("untold", "Start"));

    assertThat(audit().unsent()).singleElement().asString().contains("untold");
  }

  @Test
  void findsMessagesInAnotherOrder() {
    Expectations other = new Expectations();
    for (int i = done.size() - 1; i >= 0; i--) {
      Accepted request = done.get(i);
      other.accept(
          new Accepted(
              request.requestId(),
              "another",
              LoadClient.LEDGER,
              request.transition(),
              "COMPLETED"));
      BROKER.send("another", "{\"requestId\": \"" + request.requestId() + "\"}");
    }
    BROKER.awaitMessages("another", done.size());

    assertThat(audit(other, LEDGER).outOfOrder()).singleElement().asString().contains("another");
  }

  private Audit audit() {
    return audit(book, LEDGER);
  }

  private static Audit audit(Expectations book, ScriptLedger ledger) {
    return new Audit(
        book, MANAGER.client(), BROKER.reader(), Docker::run, ledger, Duration.ofSeconds(1));
  }

  private static Accepted accepted(String requestId, String transition) {
    return new Accepted(requestId, resource, LoadClient.LEDGER, transition, "COMPLETED");
  }
}
