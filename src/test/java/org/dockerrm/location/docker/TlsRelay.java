package org.dockerrm.location.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** The engine behind mutual TLS, with an authority and certificates that are made on the spot. */
final class TlsRelay implements AutoCloseable {

  private static final char[] PASSWORD = "test".toCharArray();

  private final Path directory;
  private final SSLServerSocket server;

  TlsRelay(Path directory) throws Exception {
    this.directory = directory;
    makeCertificates();
    server =
        (SSLServerSocket)
            context()
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    server.setNeedClientAuth(true);
    daemon(this::accept);
  }

  URI endpoint() {
    return URI.create("tcp://localhost:" + server.getLocalPort());
  }

  Path clientDirectory() {
    return directory.resolve("client");
  }

  private void makeCertificates() throws Exception {
    Path client = Files.createDirectories(clientDirectory());
    openssl(
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=ca -keyout ca.key -out client/ca.pem");
    openssl("req -newkey rsa:2048 -nodes -subj /CN=client -keyout client/key.pem -out client.csr");
    openssl("req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout server.key -out server.csr");
    Files.writeString(directory.resolve("ext"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n");
    String sign = "x509 -req -days 2 -CA client/ca.pem -CAkey ca.key -CAcreateserial ";
    openssl(sign + "-in client.csr -out client/cert.pem");
    openssl(sign + "-in server.csr -extfile ext -out server.pem");
    openssl("pkcs12 -export -inkey server.key -in server.pem -passout pass:test -out server.p12");
    if (!Files.exists(client.resolve("cert.pem"))) {
      throw new IllegalStateException("openssl made no certificate");
    }
  }

  private void openssl(String arguments) throws Exception {
    List<String> command = List.of(("openssl " + arguments.strip()).split(" "));
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("openssl.log").toFile())
            .start();
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException(Files.readString(directory.resolve("openssl.log")));
    }
  }

  private SSLContext context() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(directory.resolve("server.p12"))) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, PASSWORD);
    KeyStore authority = KeyStore.getInstance("PKCS12");
    authority.load(null, null);
    try (InputStream in = Files.newInputStream(clientDirectory().resolve("ca.pem"))) {
      authority.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(authority);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private void accept() {
    try {
      while (true) {
        SSLSocket client = (SSLSocket) server.accept();
        SocketChannel engine = SocketChannel.open(StandardProtocolFamily.UNIX);
        engine.connect(UnixDomainSocketAddress.of(Path.of(Engine.ENDPOINT.getPath())));
        daemon(() -> send(client, engine));
        daemon(() -> receive(client, engine));
      }
    } catch (IOException e) {
      // The relay is closed.
    }
  }

  private static void send(SSLSocket client, SocketChannel engine) {
    byte[] buffer = new byte[16_384];
    try (client;
        engine) {
      InputStream in = client.getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        ByteBuffer piece = ByteBuffer.wrap(buffer, 0, read);
        while (piece.hasRemaining()) {
          engine.write(piece);
        }
      }
    } catch (IOException e) {
      // One of the two sides went away.
    }
  }

  private static void receive(SSLSocket client, SocketChannel engine) {
    ByteBuffer buffer = ByteBuffer.allocate(16_384);
    try (client;
        engine) {
      OutputStream out = client.getOutputStream();
      while (engine.read(buffer) >= 0) {
        out.write(buffer.array(), 0, buffer.position());
        out.flush();
        buffer.clear();
      }
    } catch (IOException e) {
      // One of the two sides went away.
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "tls-relay");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
