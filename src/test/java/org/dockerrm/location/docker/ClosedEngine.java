package org.dockerrm.location.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dockerrm.support.Manager;

/**
 * An engine that can be closed: from then on it answers what it is asked and refuses to make,
 * change or remove anything. So tests can ask a manager for anything.
 */
public final class ClosedEngine {

  private final AtomicBoolean closed = new AtomicBoolean();

  /** Puts itself between a manager and its engines; to be called before the manager starts. */
  public static ClosedEngine in(Manager manager) {
    ClosedEngine engine = new ClosedEngine();
    TransportDecorator.Layer layer = (location, transport) -> engine.new Door(transport);
    manager.add(context -> context.registerBean(TransportDecorator.Layer.class, () -> layer));
    return engine;
  }

  /** Closes it for good. */
  public void close() {
    closed.set(true);
  }

  private final class Door implements DockerHttpClient {

    private final DockerHttpClient transport;

    Door(DockerHttpClient transport) {
      this.transport = transport;
    }

    @Override
    public Response execute(Request request) {
      if (!closed.get() || request.method().equals("GET") || request.method().equals("HEAD")) {
        return transport.execute(request);
      }
      if (request.hijackedInput() != null) {
        throw new IllegalStateException(new ProtocolException("closed by the test: status 409"));
      }
      return new Refusal();
    }

    @Override
    public void close() throws IOException {
      transport.close();
    }
  }

  private static final class Refusal implements DockerHttpClient.Response {

    @Override
    public int getStatusCode() {
      return 409;
    }

    @Override
    public Map<String, List<String>> getHeaders() {
      return Map.of();
    }

    @Override
    public InputStream getBody() {
      String body = "{\"message\":\"the engine is closed by the test\"}";
      return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {}
  }
}
