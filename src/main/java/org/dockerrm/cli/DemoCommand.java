package org.dockerrm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows a SIP service on a network of its own: deployed, called, changed during calls, removed. */
@Command(
    name = "demo",
    description = {
      "Deploys a SIP service, changes it during calls, and removes it.",
      "Deploys a network, two servers, a proxy and a client (csars/sip-*), lets the client call, adds",
      "a server and removes one without a failed call, shows what there is, and removes everything.",
      "Every step is printed with the time it took. A failed call fails the demo; what it made is",
      "removed then too, and after Ctrl-C. Without --server and DOCKERRM_URL, the launcher starts the",
      "resource manager of its directory first."
    })
final class DemoCommand implements Callable<Integer> {

  private static final int SECOND_RATE = 20;

  /** In the file of what was kept, the resource manager of the launcher's directory. */
  private static final String HERE = "here";

  private final Session session;

  @Option(
      names = "--heal",
      description = {
        "Instead: SIPp in one server is killed, then the container of another. The servers' metrics",
        "make the manager heal them. The calls that a killed server had are lost and counted."
      })
  private boolean heal;

  @Option(
      names = "--scale",
      description = {
        "Instead: the call rate is raised until the servers' policy adds a third server, then lowered",
        "until it removes that server."
      })
  private boolean scale;

  @Option(names = "--keep", description = "Leave the service running, with one call a second.")
  private boolean keep;

  @Option(names = "--remove", description = "Remove what --keep left.")
  private boolean remove;

  DemoCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    if ((heal && scale) || (remove && (heal || scale || keep))) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--heal and --scale exclude each other, and --remove excludes all others",
          "See: dockerrm demo --help");
    }
    if (remove) {
      return removeKept();
    }
    awaitPackages();
    DemoService service = new DemoService(session);
    long begun = System.nanoTime();
    Cleanup.run(session.console(), () -> show(service), service.removal());
    if (!keep) {
      session
          .console()
          .say(
              "\nAll %d steps done in %d ms; nothing of it is left."
                  .formatted(
                      service.instances().steps(),
                      TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)));
      session
          .console()
          .say("Every run can be looked at in Cockpit: " + session.client().base() + "/camunda");
    }
    return ExitCode.DONE.value();
  }

  private void awaitPackages() {
    List<String> packages = List.of("sip-server", "sip-proxy", "sip-client");
    for (String name : packages) {
      int number = packages.indexOf(name) + 1;
      session.console().out().printf("[%d/%d] %s package ... ", number, packages.size(), name);
      session.console().out().flush();
      String type = "resource::" + name + "::1.0";
      Set<String> told = new HashSet<>(Set.of(""));
      PublishedType.await(
          session.client(),
          type,
          reason -> {
            if (told.add(reason)) {
              session.console().out().print("\n      " + Console.clean(reason) + "\n      ");
              session.console().out().flush();
            }
          });
      session.console().say(type + " is PUBLISHED");
    }
  }

  private Void show(DemoService service) throws IOException {
    if (heal) {
      new DemoPolicies(session, service).heal();
    } else if (scale) {
      new DemoPolicies(session, service).scale();
    } else {
      deploy(service);
      change(service);
    }
    if (keep) {
      keep(service);
    } else {
      end(service);
    }
    return null;
  }

  private static void deploy(DemoService service) {
    service.headline("A network, two servers, a proxy in front of them, a client");
    service.installNetwork();
    service.deploy("server-1", Map.of());
    service.deploy("server-2", Map.of());
    service.deploy("proxy", Map.of());
    service.changePool("addServer", "server-1");
    service.changePool("addServer", "server-2");
    service.deployClient(DemoService.RATE);
  }

  /** All of this happens while calls go on; each of them counts. */
  private static void change(DemoService service) {
    service.headline(DemoService.RATE + " calls a second");
    service.pass(5);
    service.showCalls();

    service.headline("A third server, and " + SECOND_RATE + " calls a second");
    service.deploy("server-3", Map.of());
    service.changePool("addServer", "server-3");
    service.setRate(SECOND_RATE);
    service.pass(5);
    service.showCalls();
    service.showServer("server-3");

    service.headline("The first server goes");
    service.changePool("removeServer", "server-1");
    service.showServer("server-1");
    service.lead("server-1", "Stop");
    service.lead("server-1", "Uninstall");
    service.pass(3);
    service.showCalls();

    service.headline("What there is now");
    service.showTopology();
  }

  private static void end(DemoService service) {
    service.headline("The end");
    service.lead("client", "Integrity");
    service.lead("client", "Stop");
    service.showResult();
    service.lead("client", "Uninstall");
    service.removeServers();
    service.lead("network", "Uninstall");
    service.checkNothingIsLeft();
  }

  // ---- a service that is kept

  /** A line for each instance: its id, its type and its manager, the oldest first. */
  private Path kept() {
    return session.dataDirectory().resolve("demo-kept");
  }

  private void keep(DemoService service) throws IOException {
    service.setRate(1);
    Files.createDirectories(kept().toAbsolutePath().getParent());
    List<String> lines =
        service.instances().all().stream()
            .map(one -> one.id() + " " + one.type() + " " + manager())
            .toList();
    Files.write(kept(), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    session
        .console()
        .say(
            "\nIt goes on with one call a second, %d calls at most. Remove it with:"
                .formatted(DemoService.TOTAL_CALLS));
    session.console().say("  ./dockerrm demo --remove" + session.serverOption());
  }

  /** That of the directory may be started with another port later. */
  private String manager() {
    return session.processHere().isPresent() ? HERE : session.client().base().toString();
  }

  private int removeKept() throws IOException {
    if (!Files.exists(kept())) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "there is no demo that was kept",
          "Keep one with: ./dockerrm demo --keep");
    }
    DemoInstances left = new DemoInstances(session);
    List<String> unknown = new ArrayList<>();
    for (String line : Files.readAllLines(kept())) {
      String[] words = line.strip().split(" ");
      if (words.length > 2) {
        checkManager(words[2]);
      }
      session
          .client()
          .find("/topology/instances/" + ManagerClient.encoded(words[0]))
          .ifPresentOrElse(
              found -> left.add(words[0], DemoInstances.Instance.of(found)),
              () -> unknown.add(words[0]));
    }
    if (!new DemoRemoval(session, left).all()) {
      return ExitCode.FAILED.value();
    }
    if (!unknown.isEmpty()) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "the resource manager at %s does not know these instances of the demo: %s"
              .formatted(session.client().base(), String.join(", ", unknown)),
          "Where they are removed already, delete the file " + kept());
    }
    Files.delete(kept());
    session.console().say("Removed.");
    return ExitCode.DONE.value();
  }

  private void checkManager(String keeper) {
    if (!keeper.equals(manager())) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "the demo was kept on another resource manager than " + session.client().base(),
          "Remove it with: ./dockerrm demo --remove"
              + (keeper.equals(HERE)
                  ? ", without --server and DOCKERRM_URL"
                  : " --server " + keeper));
    }
  }
}
