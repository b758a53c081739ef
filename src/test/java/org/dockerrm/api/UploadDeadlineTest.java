package org.dockerrm.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.dockerrm.metric.MetricPort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.util.unit.DataSize;

/** An upload has a time in all, since the web server's own limit is that of a pause. */
class UploadDeadlineTest {

  private static final int SECONDS = 30;

  private final CompletableFuture<Void> begun = new CompletableFuture<>();
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();
  private TomcatWebServer server;
  private Socket client;

  @BeforeEach
  void start() throws IOException {
    ProblemWriter problems = new ProblemWriter(new ObjectMapper());
    BodyFilter filter =
        new BodyFilter(
            new MetricPort(-1, "127.0.0.1", Optional.empty(), Optional::empty),
            problems,
            DataSize.ofKilobytes(512),
            DataSize.ofMegabytes(8));
    TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
    factory.setAddress(InetAddress.getLoopbackAddress());
    new WebServerBounds().customize(factory);
    server =
        (TomcatWebServer)
            factory.getWebServer(
                new FilterRegistrationBean<>(filter),
                new ServletRegistrationBean<>(new Reader(), "/*"));
    server.start();
    client = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
    client.setSoTimeout(60_000);
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.stop();
  }

  @Test
  void isCutOffAfterItsTime() throws Exception {
    upload("Content-Length: 9000");

    look(SECONDS + 5);

    assertIsCutOff();
  }

  @Test
  void mayTakeLongerTheLargerItMayBe() throws Exception {
    upload("Transfer-Encoding: chunked");

    look(SECONDS + 5);
    assertThat(ended).isNotDone();
    look(SECONDS);

    assertIsCutOff();
  }

  @Test
  void isServedWhereItComesInTime() throws Exception {
    upload("Content-Length: 5");
    look(3);
    send("last");

    assertThat(ended.get(60, TimeUnit.SECONDS)).isEqualTo(5);
    assertThat(client.getInputStream().read()).isEqualTo('H');
  }

  private void upload(String length) throws Exception {
    send(
        "POST /api/resource-manager/types HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + "Content-Type: multipart/form-data; boundary=b\r\n"
            + length
            + "\r\n\r\n"
            + (length.contains("chunked") ? "9000\r\n-" : "-"));
    begun.get(60, TimeUnit.SECONDS);
  }

  /** Lets that many looks pass at all connections, one each second of their time. */
  private void look(int looks) {
    BoundedProtocol protocol =
        (BoundedProtocol) server.getTomcat().getConnector().getProtocolHandler();
    for (int i = 0; i < looks; i++) {
      protocol.endpoint().look();
    }
  }

  private void assertIsCutOff() {
    assertThat(ended)
        .failsWithin(60, TimeUnit.SECONDS)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(IOException.class);
  }

  private void send(String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    client.getOutputStream().flush();
  }

  private final class Reader extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
      begun.complete(null);
      try {
        ended.complete(request.getInputStream().readAllBytes().length);
      } catch (IOException e) {
        ended.completeExceptionally(e);
      }
    }
  }
}
