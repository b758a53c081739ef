package org.dockerrm.location.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.dockerrm.location.HostStatus;
import org.dockerrm.support.TlsCertificates;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators read where a TLS connection to an engine does not come about. */
class TlsFailuresIT {

  @TempDir private Path directory;

  private TlsCertificates certificates;

  @BeforeEach
  void makeCertificates() {
    certificates = new TlsCertificates(directory, "127.0.0.1");
  }

  @Test
  void aCertificateThatHasExpired() throws Exception {
    certificates.certificate(certificates.server(), "subjectAltName=IP:127.0.0.1", "-1");

    assertThat(reason()).contains("its certificate has expired", "NotAfter");
  }

  @Test
  void aCertificateForAnotherHost() throws Exception {
    certificates.certificate(certificates.server(), "subjectAltName=DNS:other.example", "2");

    assertThat(reason()).contains("its certificate is for another host name", "127.0.0.1");
  }

  @Test
  void anUnknownAuthority() throws Exception {
    try (TlsRelay relay = new TlsRelay(certificates)) {
      Path mine = certificates.copyClient(directory.resolve("mine"));
      TlsCertificates.authority(mine.resolve("ca.pem"), directory.resolve("other.key"));

      assertThat(reason(relay.endpoint(), Optional.of(mine)))
          .contains("not signed by the authority in ca.pem");
    }
  }

  @Test
  void aClientCertificateOfAnotherAuthority() throws Exception {
    TlsCertificates others = new TlsCertificates(directory.resolve("others"), "127.0.0.1");
    Path mixed = others.copyClient(directory.resolve("mixed"));
    Files.copy(
        certificates.client().resolve("ca.pem"),
        mixed.resolve("ca.pem"),
        StandardCopyOption.REPLACE_EXISTING);
    try (TlsRelay relay = new TlsRelay(certificates)) {
      assertThat(reason(relay.endpoint(), Optional.of(mixed)))
          .contains("client certificate", "trust", "cert.pem");
    }
  }

  @Test
  void aPortWithoutTls() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread answering =
          new Thread(
              () -> {
                try (var client = plain.accept()) {
                  client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
                } catch (java.io.IOException e) {
                  // The test is over.
                }
              });
      answering.start();
      URI endpoint = URI.create("tcp://127.0.0.1:" + plain.getLocalPort());

      assertThat(reason(endpoint, Optional.of(certificates.client())))
          .contains("it does not speak TLS on this port");
    }
  }

  @Test
  void filesThatAreOfNoUse() throws Exception {
    Path client = certificates.client();
    URI nowhere = URI.create("tcp://127.0.0.1:1");
    Files.copy(
        certificates.server().resolve("key.pem"),
        client.resolve("key.pem"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThat(faults()).containsExactly("key.pem: is not the key of the certificate in cert.pem");
    assertThat(reason(nowhere, Optional.of(client))).contains(client.toString(), "key.pem");

    Files.writeString(client.resolve("key.pem"), "no key");
    Files.writeString(client.resolve("cert.pem"), "no certificate");
    Files.delete(client.resolve("ca.pem"));
    assertThat(faults())
        .containsExactly(
            "ca.pem: is missing",
            "cert.pem: holds no certificate",
            "key.pem: holds no private key without a password");

    Files.delete(client.resolve("key.pem"));
    Files.createDirectory(client.resolve("key.pem"));
    assertThat(faults()).contains("key.pem: cannot be read");
    assertThat(TlsFiles.faults(directory.resolve("nowhere"), Clock.systemUTC()))
        .containsExactly("there is no directory nowhere");
  }

  @Test
  void filesWhoseTimeIsOver() {
    Instant later = Clock.systemUTC().instant().plus(Duration.ofDays(30));

    assertThat(TlsFiles.faults(certificates.client(), Clock.fixed(later, ZoneOffset.UTC)))
        .hasSize(2)
        .allMatch(fault -> fault.contains("its certificate is valid from"));
  }

  @Test
  void filesThatAreMendedAreUsed() throws Exception {
    Path mine = certificates.copyClient(directory.resolve("mine"));
    Files.delete(mine.resolve("key.pem"));
    try (TlsRelay relay = new TlsRelay(certificates);
        DockerHost host =
            new DockerHost(
                Engine.at("tls", relay.endpoint(), Optional.of(mine)),
                Clock.systemUTC(),
                TransportDecorator.PLAIN)) {
      assertThat(host.unreachable()).hasValueSatisfying(t -> assertThat(t).contains("key.pem"));

      Files.copy(certificates.client().resolve("key.pem"), mine.resolve("key.pem"));

      await().until(host::look, HostStatus.Reachable.class::isInstance);
    }
  }

  private List<String> faults() {
    return TlsFiles.faults(certificates.client(), Clock.systemUTC());
  }

  private String reason() throws Exception {
    try (TlsRelay relay = new TlsRelay(certificates)) {
      return reason(relay.endpoint(), Optional.of(certificates.client()));
    }
  }

  private static String reason(URI endpoint, Optional<Path> tls) {
    try (DockerHost host =
        new DockerHost(
            Engine.at("tls", endpoint, tls), Clock.systemUTC(), TransportDecorator.PLAIN)) {
      return await()
          .until(
              () -> ((HostStatus.Unreachable) host.look()).reason(),
              // A machine with much to do may not be ready for a handshake in time.
              reason -> !reason.contains("nothing came back"));
    }
  }
}
