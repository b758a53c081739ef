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
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.dockerrm.support.TlsCertificates;

/** The engine behind mutual TLS on 127.0.0.1. */
final class TlsRelay implements AutoCloseable {

  private static final char[] PASSWORD = "test".toCharArray();

  private final TlsCertificates certificates;
  private final SSLServerSocket server;

  TlsRelay(TlsCertificates certificates) throws Exception {
    this.certificates = certificates;
    server =
        (SSLServerSocket)
            context()
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    server.setNeedClientAuth(true);
    daemon(this::accept);
  }

  URI endpoint() {
    return URI.create("tcp://127.0.0.1:" + server.getLocalPort());
  }

  private SSLContext context() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry(
        "server",
        TlsFiles.privateKey(Files.readString(certificates.server().resolve("key.pem"))),
        PASSWORD,
        new Certificate[] {certificate(certificates.server().resolve("cert.pem"))});
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, PASSWORD);
    KeyStore authority = KeyStore.getInstance("PKCS12");
    authority.load(null, null);
    authority.setCertificateEntry("ca", certificate(certificates.client().resolve("ca.pem")));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(authority);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static Certificate certificate(Path file) throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
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
