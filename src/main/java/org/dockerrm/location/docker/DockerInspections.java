package org.dockerrm.location.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.dockerrm.location.ContainerExit;

/** What is asked of few containers and seldom. */
final class DockerInspections {

  private static final Set<String> ENDED = Set.of("exited", "dead");

  private final DockerClients clients;
  private final DockerCalls calls;

  private volatile int processors;

  DockerInspections(DockerClients clients, DockerCalls calls) {
    this.clients = clients;
    this.calls = calls;
  }

  Optional<ContainerExit> ending(String container) {
    return of(container, answer -> ending(DockerViews.present("State", answer.getState())));
  }

  /** The engine's processors; what it said once is not asked again. */
  int processors() {
    int known = processors;
    if (known == 0) {
      Integer found =
          calls.call(
              "ask for the engine's processors",
              () -> clients.control().infoCmd().exec().getNCPU());
      known = Math.max(1, found == null ? 1 : found);
      processors = known;
    }
    return known;
  }

  Map<String, String> environment(String container) {
    return of(container, answer -> Optional.of(environment(answer))).orElse(Map.of());
  }

  private static Map<String, String> environment(InspectContainerResponse answer) {
    String[] entries = DockerViews.present("Config", answer.getConfig()).getEnv();
    Map<String, String> environment = new LinkedHashMap<>();
    for (String entry : entries == null ? new String[0] : entries) {
      int sign = entry == null ? -1 : entry.indexOf('=');
      if (sign > 0) {
        environment.put(entry.substring(0, sign), entry.substring(sign + 1));
      }
    }
    return environment;
  }

  private static Optional<ContainerExit> ending(ContainerState state) {
    if (!ENDED.contains(DockerViews.text(state.getStatus()))) {
      return Optional.empty();
    }
    Long code = state.getExitCodeLong();
    return Optional.of(
        new ContainerExit(
            code == null ? 0 : code.intValue(),
            Boolean.TRUE.equals(state.getOOMKilled()),
            DockerViews.time(state.getFinishedAt())));
  }

  private <T> Optional<T> of(
      String container, Function<InspectContainerResponse, Optional<T>> wanted) {
    if (!DockerNames.isId(container)) {
      return Optional.empty();
    }
    return calls.call(
        "look at container " + DockerNames.shown(container),
        () -> {
          try {
            return wanted.apply(clients.control().inspectContainerCmd(container).exec());
          } catch (NotFoundException e) {
            return Optional.<T>empty();
          }
        });
  }
}
