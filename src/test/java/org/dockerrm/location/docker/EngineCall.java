package org.dockerrm.location.docker;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A call to an engine, the same in every run of the same transition.
 *
 * @param request method and path, without names and ids
 * @param occurrence which of the equal calls of a run, from 1
 * @param answered whether something came back that can be cut off
 */
public record EngineCall(String request, int occurrence, boolean answered) {

  private static final Set<String> WORDS =
      Set.of(
          "containers",
          "networks",
          "volumes",
          "exec",
          "images",
          "create",
          "start",
          "stop",
          "json",
          "connect",
          "disconnect",
          "events",
          "info",
          "archive",
          "logs",
          "_ping",
          "version");

  /** Method and path of a request, without what differs from run to run. */
  static String shape(Request request) {
    String path = request.path().split("\\?", 2)[0];
    return request.method()
        + " "
        + Arrays.stream(path.split("/"))
            .map(part -> part.isEmpty() || WORDS.contains(part) ? part : "{id}")
            .collect(Collectors.joining("/"));
  }

  /** The faults that can happen to it. */
  public List<Fault> faults() {
    return Arrays.stream(Fault.values())
        .filter(fault -> fault != Fault.HOLD)
        .filter(fault -> !fault.needsEffect() || !request.startsWith("GET "))
        .filter(fault -> fault != Fault.CUT || answered)
        .toList();
  }

  /** Its equal that comes next. */
  public EngineCall next() {
    return new EngineCall(request, occurrence + 1, answered);
  }

  @Override
  public String toString() {
    return request + (occurrence == 1 ? "" : " (" + occurrence + ")");
  }
}
