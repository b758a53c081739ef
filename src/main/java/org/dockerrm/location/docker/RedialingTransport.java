package org.dockerrm.location.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.NoHttpResponseException;

/**
 * Sends a request again when the pooled connection it went out on turns out to be dead, as all of
 * them are after a restart of the engine. That is safe because every call of a {@link
 * org.dockerrm.location.Host} may be repeated. Each failure takes one dead connection out of the
 * pool, so that the pool's size bounds the tries.
 */
final class RedialingTransport implements DockerHttpClient {

  private static final Pattern EXEC_START = Pattern.compile("/exec/[^/]+/start(\\?.*)?");
  private static final List<String> DEAD =
      List.of("broken pipe", "connection reset", "connection or inbound has closed");

  private final DockerHttpClient transport;
  private final int connections;

  RedialingTransport(DockerHttpClient transport, int connections) {
    this.transport = transport;
    this.connections = connections;
  }

  @Override
  public Response execute(Request request) {
    for (int dead = 0; ; dead++) {
      try {
        return transport.execute(request);
      } catch (RuntimeException e) {
        if (dead >= connections || !isRepeatable(request) || !isDeadConnection(e)) {
          throw e;
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    transport.close();
  }

  /** Not a body that was sent already, and not the start of an exec, which has one only. */
  private static boolean isRepeatable(Request request) {
    boolean sent = request.bodyBytes() == null && request.body() != null;
    return !sent && !EXEC_START.matcher(request.path()).matches();
  }

  private static boolean isDeadConnection(Throwable error) {
    if (Thread.currentThread().isInterrupted()
        || DockerErrors.find(error, ConnectException.class) != null) {
      return false;
    }
    if (DockerErrors.find(error, NoHttpResponseException.class) != null
        || DockerErrors.find(error, ConnectionClosedException.class) != null) {
      return true;
    }
    IOException cause = DockerErrors.find(error, IOException.class);
    String message = cause == null ? "" : String.valueOf(cause.getMessage());
    return DEAD.stream().anyMatch(message.toLowerCase(Locale.ROOT)::contains);
  }
}
