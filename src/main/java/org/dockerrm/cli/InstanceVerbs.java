package org.dockerrm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that make requests. */
final class InstanceVerbs {

  private InstanceVerbs() {}

  @Command(name = "install", description = "Installs an instance of a type.")
  static final class Install implements Callable<Integer> {

    private final Session session;

    @Parameters(
        paramLabel = "TYPE",
        description = "Name of the type; example stands for resource::example::1.0.")
    private String type = "";

    @Option(
        names = {"-n", "--name"},
        required = true,
        paramLabel = "NAME",
        description = "Name of the instance.")
    private String name = "";

    @Option(
        names = {"-l", "--location"},
        paramLabel = "LOCATION",
        description = "Deployment location (default: the only one).")
    private String location = "";

    @Mixin private PropertyOptions properties = new PropertyOptions();

    @Option(names = "--wait", description = "Wait for the end of the request.")
    private boolean wait;

    Install(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      String found = session.names().type(type);
      Map<String, String> given = properties.all();
      TypeDescription.checkProperties(session.client(), found, given);
      String place = session.names().location(location);
      return new Requests(session).install(found, name, place, given, wait);
    }
  }

  /** The transitions that differ in their names only. */
  enum Transition {
    CONFIGURE("Configure", "Configures an instance."),
    START("Start", "Starts an instance."),
    INTEGRITY("Integrity", "Checks an instance that was started."),
    STOP("Stop", "Stops an instance."),
    RECONFIGURE("Reconfigure", "Changes the properties of an active instance.");

    private final String transition;
    private final String description;

    Transition(String transition, String description) {
      this.transition = transition;
      this.description = description;
    }

    /** The verb. */
    String verb() {
      return name().toLowerCase(Locale.ROOT);
    }

    String description() {
      return description;
    }
  }

  @Command
  static final class Transit extends InstanceCommand.WithProperties {

    private final Transition transition;

    Transit(Session session, Transition transition) {
      super(session);
      this.transition = transition;
    }

    @Override
    public Integer call() {
      JsonNode instance = instance();
      Map<String, String> given = properties();
      TypeDescription.checkProperties(
          session().client(), Json.text(instance, "resourceType"), given);
      return requests().ofInstance(instance, transition.transition, given, isWaiting());
    }
  }

  @Command(name = "uninstall", description = "Uninstalls an instance.")
  static final class Uninstall extends InstanceCommand.Requesting {

    @Option(
        names = "--force",
        description = "Remove everything even where the uninstall script fails.")
    private boolean force;

    Uninstall(Session session) {
      super(session);
    }

    @Override
    public Integer call() {
      Map<String, Object> more = force ? Map.of("force", true) : Map.of();
      return requests().ofInstance(instance(), "Uninstall", Map.of(), more, isWaiting());
    }
  }

  @Command(name = "upgrade", description = "Upgrades an instance to another version of its type.")
  static final class Upgrade extends InstanceCommand.WithProperties {

    @Parameters(paramLabel = "TYPE", description = "The type in the other version.")
    private String type = "";

    Upgrade(Session session) {
      super(session);
    }

    @Override
    public Integer call() {
      JsonNode instance = instance();
      String found = session().names().type(type);
      TypeDescription.checkProperties(session().client(), found, properties());
      Map<String, Object> more = Map.of("resourceType", found);
      return requests().ofInstance(instance, "Upgrade", properties(), more, isWaiting());
    }
  }

  @Command(name = "op", description = "Runs an operation of an instance.")
  static final class Operation extends InstanceCommand.WithProperties {

    @Parameters(paramLabel = "OPERATION", description = "Name of the operation.")
    private String operation = "";

    Operation(Session session) {
      super(session);
    }

    @Override
    public Integer call() {
      JsonNode instance = instance();
      Map<String, String> given = properties();
      TypeDescription.checkOperation(
          session().client(), Json.text(instance, "resourceType"), operation, given);
      return requests().ofInstance(instance, operation, given, isWaiting());
    }
  }

  @Command(name = "heal", description = "Heals an instance: stops it and starts it again.")
  static final class Heal extends InstanceCommand.Requesting {

    Heal(Session session) {
      super(session);
    }

    @Override
    public Integer call() {
      JsonNode instance = instance();
      String what = "Heal of " + Json.text(instance, "resourceName");
      return requests().post(what, path(instance, "heal"), Map.of(), isWaiting());
    }
  }

  @Command(name = "scale", description = "Gives the cluster of an instance another size.")
  static final class Scale extends InstanceCommand.Requesting {

    @Parameters(paramLabel = "NUMBER", description = "How many members the cluster is to have.")
    private int members;

    Scale(Session session) {
      super(session);
    }

    @Override
    public Integer call() {
      JsonNode instance = instance();
      String what = "Scaling of %s to %d".formatted(Json.text(instance, "resourceName"), members);
      Map<String, Object> body = Map.of("instances", members);
      return requests().post(what, path(instance, "scale"), body, isWaiting());
    }
  }

  private static String path(JsonNode instance, String action) {
    return "/topology/instances/" + Json.text(instance, "resourceId") + "/" + action;
  }
}
