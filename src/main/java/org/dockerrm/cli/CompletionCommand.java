package org.dockerrm.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Completion for shells. */
@Command(
    name = "completion",
    description = {
      "Prints a script that completes commands and options in bash and zsh.",
      "In bash and zsh: source <(./dockerrm completion)"
    })
final class CompletionCommand implements Runnable {

  private final Console console;
  private final Commands commands;

  CompletionCommand(Console console, Commands commands) {
    this.console = console;
    this.commands = commands;
  }

  @Override
  public void run() {
    CommandLine program = new CommandLine(new Dockerrm(new Session(console)));
    commands.addAllTo(program);
    console.out().println(AutoComplete.bash("dockerrm", program));
  }
}
