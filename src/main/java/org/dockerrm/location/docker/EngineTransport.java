package org.dockerrm.location.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.SSLConfig;
import com.github.dockerjava.transport.UnixSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * HTTP to one engine, which is not trusted: answers are bounded in time and size ({@link
 * AnswerKind}), headers too, and no answer makes the manager connect to anything else.
 */
final class EngineTransport implements DockerHttpClient {

  private static final int HEADER_LINE = 16 * 1024;
  private static final int HEADERS = 100;
  private static final String TLS = "https";

  private final HttpHost engine;
  private final Duration limit;
  private final ScheduledExecutorService alarms;
  private final CloseableHttpClient client;

  /**
   * @param endpoint {@code unix://...} or {@code tcp://host:port}
   * @param tls the keys for TLS; null for none
   * @param connections most connections at a time
   * @param connect longest time for a connection to be made
   * @param limit longest time for an answer
   * @param alarms what ends answers that take longer
   */
  EngineTransport(
      URI endpoint,
      @Nullable SSLConfig tls,
      int connections,
      Duration connect,
      Duration limit,
      ScheduledExecutorService alarms) {
    this.engine =
        endpoint.getScheme().equals("unix")
            ? new HttpHost("unix", "localhost", 2375)
            : new HttpHost(tls == null ? "http" : TLS, endpoint.getHost(), endpoint.getPort());
    this.limit = limit;
    this.alarms = alarms;
    this.client =
        HttpClients.custom()
            .setRequestExecutor(new HijackedConnection())
            .setConnectionManager(connections(endpoint, tls, connections, connect))
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(timeout(limit))
                    .setRedirectsEnabled(false)
                    .build())
            .disableConnectionState()
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .build();
  }

  private static PoolingHttpClientConnectionManager connections(
      URI endpoint, @Nullable SSLConfig tls, int most, Duration connect) {
    TlsSocketStrategy strategy = tls == null ? null : strategy(tls);
    PoolingHttpClientConnectionManager connections =
        new PoolingHttpClientConnectionManager(
            new DefaultHttpClientConnectionOperator(
                proxy -> socket(endpoint),
                null,
                null,
                scheme -> TLS.equalsIgnoreCase(scheme) ? strategy : null),
            null,
            null,
            null,
            new ManagedHttpClientConnectionFactory(
                Http1Config.custom()
                    .setMaxLineLength(HEADER_LINE)
                    .setMaxHeaderCount(HEADERS)
                    .build(),
                null,
                null));
    connections.setMaxTotal(most);
    connections.setDefaultMaxPerRoute(most);
    connections.setDefaultConnectionConfig(
        ConnectionConfig.custom()
            // Dead connections are found at their use: asking each before would cost a read.
            .setValidateAfterInactivity(TimeValue.NEG_ONE_SECOND)
            .setConnectTimeout(timeout(connect))
            .build());
    return connections;
  }

  private static Socket socket(URI endpoint) throws IOException {
    return endpoint.getScheme().equals("unix") ? UnixSocket.get(endpoint.getPath()) : new Socket();
  }

  private static TlsSocketStrategy strategy(SSLConfig tls) {
    try {
      return new DefaultClientTlsStrategy(tls.getSSLContext());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the keys for TLS cannot be used", e);
    }
  }

  private static Timeout timeout(Duration time) {
    return Timeout.of(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public Response execute(Request request) {
    HttpUriRequestBase call = new HttpUriRequestBase(request.method(), URI.create(request.path()));
    call.setScheme(engine.getSchemeName());
    call.setAuthority(new URIAuthority(engine.getHostName(), engine.getPort()));
    request.headers().forEach(call::addHeader);
    HttpEntity body = body(request);
    if (body != null) {
      call.setEntity(body);
    }
    HttpClientContext context = HttpClientContext.create();
    InputStream input = request.hijackedInput();
    if (input != null) {
      context.setAttribute(HijackedConnection.INPUT, input);
      call.setHeader("Upgrade", "tcp");
      call.setHeader("Connection", "Upgrade");
    }
    return answer(call, context, AnswerKind.of(request));
  }

  private static @Nullable HttpEntity body(Request request) {
    byte[] bytes = request.bodyBytes();
    InputStream stream = request.body();
    if (bytes != null) {
      return new ByteArrayEntity(bytes, null);
    }
    return stream == null ? null : new InputStreamEntity(stream, null);
  }

  private Response answer(HttpUriRequestBase call, HttpClientContext context, AnswerKind kind) {
    AnswerDeadline deadline = new AnswerDeadline(call, limit);
    if (kind.clock() != AnswerKind.Clock.NONE) {
      deadline.begin(alarms);
    }
    boolean answered = false;
    try {
      ClassicHttpResponse response = client.executeOpen(engine, call, context);
      if (kind.clock() == AnswerKind.Clock.BEGIN) {
        deadline.met();
      }
      answered = true;
      return new Answer(response, body(response, kind, deadline), deadline);
    } catch (IOException e) {
      throw new UncheckedIOException(deadline.explain(e));
    } finally {
      if (!answered) {
        deadline.met();
      }
    }
  }

  private InputStream body(ClassicHttpResponse response, AnswerKind kind, AnswerDeadline deadline)
      throws IOException {
    HttpEntity entity = response.getEntity();
    return entity == null
        ? InputStream.nullInputStream()
        : new BoundedBody(entity.getContent(), kind, kind.bytes(response.getCode()), deadline);
  }

  @Override
  public void close() throws IOException {
    client.close();
  }

  /** An answer whose headers are there. */
  private record Answer(ClassicHttpResponse response, InputStream body, AnswerDeadline deadline)
      implements Response {

    @Override
    public int getStatusCode() {
      return response.getCode();
    }

    @Override
    public Map<String, List<String>> getHeaders() {
      return Arrays.stream(response.getHeaders())
          .collect(
              Collectors.groupingBy(
                  Header::getName, Collectors.mapping(Header::getValue, Collectors.toList())));
    }

    @Override
    public InputStream getBody() {
      return body;
    }

    /** Gives the connection up where the answer was not read to its end. */
    @Override
    public void close() {
      deadline.met();
      deadline.abort();
      try {
        body.close();
        response.close();
      } catch (IOException e) {
        // The connection is gone already.
      }
    }
  }
}
