package org.dockerrm.location.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A transport that injects a fault into one call. */
final class FaultyTransport implements DockerHttpClient {

  private static final long LONGEST_SILENCE = 300;

  private final EngineFaults.Line line;
  private final DockerHttpClient transport;

  FaultyTransport(EngineFaults.Line line, DockerHttpClient transport) {
    this.line = line;
    this.transport = transport;
  }

  @Override
  public Response execute(Request request) {
    String shape = EngineCall.shape(request);
    int number = line.count(request);
    Fault fault = line.faultOf(shape, number);
    if (fault != null) {
      return suffer(fault, request);
    }
    Response response = transport.execute(request);
    line.ended(shape, number, response.getStatusCode());
    if (shape.equals("GET /events")) {
      line.opened(response::close);
    }
    return response;
  }

  private Response suffer(Fault fault, Request request) {
    return switch (fault) {
      case FAIL_BEFORE, REFUSE -> error();
      case FAIL_AFTER -> {
        complete(request);
        yield error();
      }
      case HANG_BEFORE -> hang();
      case HANG_AFTER -> {
        complete(request);
        yield hang();
      }
      case DROP_BEFORE -> throw lost();
      case DROP_AFTER -> {
        complete(request);
        throw lost();
      }
      case CUT -> cut(request);
      case HOLD -> {
        complete(request);
        line.holds();
        throw new UncheckedIOException(new ConnectException("a fault of the test"));
      }
    };
  }

  private static Response error() {
    byte[] body = "{\"message\":\"a fault of the test\"}".getBytes(StandardCharsets.UTF_8);
    return new Answer(500, Map.of(), new ByteArrayInputStream(body));
  }

  /** Has the engine do all of it; what it answers is kept from the caller. */
  private Answer complete(Request request) {
    try (Response response = transport.execute(request)) {
      return new Answer(
          response.getStatusCode(),
          response.getHeaders(),
          new ByteArrayInputStream(all(response.getBody())));
    }
  }

  /** The engine does not end the connection where it was taken over for a stream. */
  private static byte[] all(@Nullable InputStream body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (body != null) {
      try {
        body.transferTo(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return bytes.toByteArray();
  }

  private static Response hang() {
    try {
      TimeUnit.SECONDS.sleep(LONGEST_SILENCE);
      throw lost();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("interrupted"));
    }
  }

  private static UncheckedIOException lost() {
    return new UncheckedIOException(new SocketException("Connection reset"));
  }

  private Response cut(Request request) {
    Answer whole = complete(request);
    byte[] all = all(whole.getBody());
    InputStream half = new ByteArrayInputStream(Arrays.copyOf(all, all.length / 2));
    return new Answer(
        whole.getStatusCode(), whole.getHeaders(), new SequenceInputStream(half, new Broken()));
  }

  @Override
  public void close() throws IOException {
    transport.close();
  }

  private static final class Broken extends InputStream {

    @Override
    public int read() throws IOException {
      throw new SocketException("Connection reset");
    }
  }

  private record Answer(
      int getStatusCode, Map<String, List<String>> getHeaders, InputStream getBody)
      implements Response {

    @Override
    public void close() {
      // There is nothing behind it.
    }
  }
}
