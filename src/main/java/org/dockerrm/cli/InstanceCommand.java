package org.dockerrm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command about one instance. */
abstract class InstanceCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "INSTANCE", description = "Its resourceId, or its name where unique.")
  private String instance = "";

  InstanceCommand(Session session) {
    this.session = session;
  }

  Session session() {
    return session;
  }

  /** The instance that was named. */
  JsonNode instance() {
    return session.names().instance(instance);
  }

  /** A command that makes a request. */
  abstract static class Requesting extends InstanceCommand {

    @Option(names = "--wait", description = "Wait for the end of the request.")
    private boolean wait;

    Requesting(Session session) {
      super(session);
    }

    boolean isWaiting() {
      return wait;
    }

    Requests requests() {
      return new Requests(session());
    }
  }

  /** A command that makes a request with properties. */
  abstract static class WithProperties extends Requesting {

    @Mixin private PropertyOptions properties = new PropertyOptions();

    WithProperties(Session session) {
      super(session);
    }

    Map<String, String> properties() {
      return properties.all();
    }
  }
}
