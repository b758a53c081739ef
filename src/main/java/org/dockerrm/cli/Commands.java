package org.dockerrm.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** All commands by name, made when they are needed: making all of them takes half a second. */
final class Commands {

  /** What only the launcher uses. */
  private static final Set<String> HIDDEN = Set.of("ready", "port-owner");

  private final Map<String, Entry> commands = new LinkedHashMap<>();

  private record Entry(String[] description, Supplier<Object> command) {}

  Commands(Session session) {
    LauncherCommands.descriptions()
        .forEach(
            (name, text) -> {
              String[] lines = text.lines().toArray(String[]::new);
              add(name, lines, LauncherCommands.Stub::new);
            });
    add("status", StatusCommand.class, () -> new StatusCommand(session, new Ports()));
    add("demo", DemoCommand.class, () -> new DemoCommand(session));
    add("prune", PruneCommand.class, () -> new PruneCommand(session));
    add("ready", LauncherCommands.Ready.class, () -> new LauncherCommands.Ready(session));
    add(
        "port-owner",
        LauncherCommands.PortOwner.class,
        () -> new LauncherCommands.PortOwner(session));
    add("types", Lists.Types.class, () -> new Lists.Types(session));
    add("locations", Lists.Locations.class, () -> new Lists.Locations(session));
    add("instances", Lists.Instances.class, () -> new Lists.Instances(session));
    add("requests", Lists.Transitions.class, () -> new Lists.Transitions(session));
    add("install", InstanceVerbs.Install.class, () -> new InstanceVerbs.Install(session));
    for (InstanceVerbs.Transition transition : InstanceVerbs.Transition.values()) {
      add(
          transition.verb(),
          new String[] {transition.description()},
          () -> new InstanceVerbs.Transit(session, transition));
    }
    add("uninstall", InstanceVerbs.Uninstall.class, () -> new InstanceVerbs.Uninstall(session));
    add("upgrade", InstanceVerbs.Upgrade.class, () -> new InstanceVerbs.Upgrade(session));
    add("op", InstanceVerbs.Operation.class, () -> new InstanceVerbs.Operation(session));
    add("heal", InstanceVerbs.Heal.class, () -> new InstanceVerbs.Heal(session));
    add("scale", InstanceVerbs.Scale.class, () -> new InstanceVerbs.Scale(session));
    add("watch", WatchCommand.class, () -> new WatchCommand(session));
    for (RequestVerbs.Action action : RequestVerbs.Action.values()) {
      add(
          action.verb(),
          new String[] {action.description()},
          () -> RequestVerbs.act(session, action));
    }
    add("repeat", RequestVerbs.Repeat.class, () -> new RequestVerbs.Repeat(session));
    add("logs", InstanceViews.Logs.class, () -> new InstanceViews.Logs(session));
    add("metrics", InstanceViews.Metrics.class, () -> new InstanceViews.Metrics(session));
    add("policies", InstanceViews.Policies.class, () -> new InstanceViews.Policies(session));
    add("new", NewCommand.class, () -> new NewCommand(session));
    add("dev", DevCommand.class, () -> new DevCommand(session));
    add("onboard", OnboardCommand.class, () -> new OnboardCommand(session));
    add(
        "completion",
        CompletionCommand.class,
        () -> new CompletionCommand(session.console(), this));
  }

  private void add(String name, Class<?> type, Supplier<Object> command) {
    add(name, type.getAnnotation(Command.class).description(), command);
  }

  private void add(String name, String[] description, Supplier<Object> command) {
    commands.put(name, new Entry(description, command));
  }

  /** Adds the command of that name to the program; false where there is none. */
  boolean addTo(CommandLine program, String name) {
    Entry entry = commands.get(name);
    if (entry == null) {
      return false;
    }
    add(program, name, entry, new CommandLine(entry.command().get()));
    return true;
  }

  /** Adds all commands with all that they take. */
  void addAllTo(CommandLine program) {
    commands.keySet().forEach(name -> addTo(program, name));
  }

  /** Adds the names and descriptions of all commands, for the overview. */
  void describeTo(CommandLine program) {
    commands.forEach(
        (name, entry) -> {
          CommandSpec overview = CommandSpec.create();
          overview.usageMessage().hidden(HIDDEN.contains(name));
          add(program, name, entry, new CommandLine(overview));
        });
  }

  private static void add(CommandLine program, String name, Entry entry, CommandLine command) {
    command.getCommandSpec().usageMessage().description(entry.description());
    program.addSubcommand(name, command);
  }
}
