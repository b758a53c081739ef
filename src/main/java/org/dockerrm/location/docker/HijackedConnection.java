package org.dockerrm.location.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.Closer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes requests that take their connection over: after the engine has agreed, what the request
 * brings is sent by a thread of its own while the answer is read.
 */
final class HijackedConnection extends HttpRequestExecutor {

  /** The attribute of a request's context that has what it is to send, an {@link InputStream}. */
  static final String INPUT = "dockerrm.input";

  private static final Logger LOG = LoggerFactory.getLogger(HijackedConnection.class);

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request,
      HttpClientConnection connection,
      @Nullable HttpResponseInformationCallback information,
      HttpContext context)
      throws IOException, HttpException {
    return context.getAttribute(INPUT) instanceof InputStream input
        ? takeOver(request, connection, input)
        : super.execute(request, connection, information, context);
  }

  private static ClassicHttpResponse takeOver(
      ClassicHttpRequest request, HttpClientConnection connection, InputStream input)
      throws IOException, HttpException {
    try {
      connection.sendRequestHeader(request);
      connection.sendRequestEntity(request);
      connection.flush();
      ClassicHttpResponse response = connection.receiveResponseHeader();
      if (response.getCode() == HttpStatus.SC_SWITCHING_PROTOCOLS) {
        response.setCode(HttpStatus.SC_OK);
        send(input, connection);
      } else if (response.getCode() < HttpStatus.SC_REDIRECTION) {
        throw new ProtocolException(
            "the engine answered with status %d and did not hand the connection over",
            response.getCode());
      }
      connection.receiveResponseEntity(response);
      return response;
    } catch (IOException | HttpException | RuntimeException e) {
      Closer.closeQuietly(connection);
      throw e;
    }
  }

  private static void send(InputStream input, HttpClientConnection connection) {
    Thread sender =
        new Thread(
            () -> {
              BasicClassicHttpRequest rest = new BasicClassicHttpRequest("POST", "/");
              rest.setHeader(HttpHeaders.CONTENT_LENGTH, Long.MAX_VALUE);
              rest.setEntity(new Input(input));
              try {
                connection.sendRequestEntity(rest);
              } catch (IOException | HttpException | RuntimeException e) {
                // The reader of the answer sees that the connection is gone.
                LOG.debug("Input for an engine could not be sent to its end", e);
              }
            },
            "docker-input");
    sender.setDaemon(true);
    sender.start();
  }

  /** Each piece is sent as soon as it is there; the connection stays open. */
  private static final class Input extends AbstractHttpEntity {

    private final InputStream input;

    Input(InputStream input) {
      super((String) null, null, false);
      this.input = input;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      byte[] piece = new byte[8192];
      for (int count = input.read(piece); count >= 0; count = input.read(piece)) {
        out.write(piece, 0, count);
        out.flush();
      }
    }

    @Override
    public InputStream getContent() {
      return input;
    }

    @Override
    public boolean isStreaming() {
      return true;
    }

    @Override
    public long getContentLength() {
      return -1;
    }

    @Override
    public void close() throws IOException {
      input.close();
    }
  }
}
