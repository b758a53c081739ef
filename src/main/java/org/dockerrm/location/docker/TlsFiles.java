package org.dockerrm.location.docker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;

/**
 * The files of a TLS directory: {@code ca.pem} is the authority that signed the engine's
 * certificate, {@code cert.pem} our own certificate and {@code key.pem} its private key.
 */
final class TlsFiles {

  private static final long LARGEST = 1 << 20;

  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

  private final Path directory;
  private final Clock clock;
  private final List<String> faults = new ArrayList<>();

  private TlsFiles(Path directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /** What is wrong with the files, each fault beginning with the file's name. */
  static List<String> faults(Path directory, Clock clock) {
    return new TlsFiles(directory, clock).check();
  }

  /**
   * Insists that the files are as they should be.
   *
   * @throws HostException naming directory and file; it is transient, since files can be corrected
   */
  static void insist(Path directory, Clock clock) {
    List<String> faults = faults(directory, clock);
    if (!faults.isEmpty()) {
      throw new HostException(
          Reason.UNREACHABLE,
          "the TLS files in " + directory + " are of no use: " + String.join("; ", faults));
    }
  }

  private List<String> check() {
    if (!Files.isDirectory(directory)) {
      return List.of("there is no directory " + directory.getFileName());
    }
    certificates("ca.pem");
    List<X509Certificate> own = certificates("cert.pem");
    Optional<PrivateKey> key = text("key.pem").flatMap(this::key);
    if (key.isPresent() && !own.isEmpty() && !fits(key.get(), own.get(0))) {
      faults.add("key.pem: is not the key of the certificate in cert.pem");
    }
    return List.copyOf(faults);
  }

  private List<X509Certificate> certificates(String file) {
    Optional<String> text = text(file);
    if (text.isEmpty()) {
      return List.of();
    }
    List<X509Certificate> certificates = parsed(text.get());
    if (certificates.isEmpty()) {
      faults.add(file + ": holds no certificate");
    } else if (certificates.stream().noneMatch(this::isValid)) {
      X509Certificate first = certificates.get(0);
      faults.add(
          "%s: its certificate is valid from %s to %s"
              .formatted(file, first.getNotBefore().toInstant(), first.getNotAfter().toInstant()));
    }
    return certificates;
  }

  private static List<X509Certificate> parsed(String text) {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(
              new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)))
          .stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (CertificateException e) {
      return List.of();
    }
  }

  private boolean isValid(X509Certificate certificate) {
    return !clock.instant().isAfter(certificate.getNotAfter().toInstant())
        && !clock.instant().isBefore(certificate.getNotBefore().toInstant());
  }

  private Optional<PrivateKey> key(String text) {
    try {
      return Optional.of(privateKey(text));
    } catch (IOException | RuntimeException e) {
      faults.add("key.pem: holds no private key without a password");
      return Optional.empty();
    }
  }

  /**
   * The private key in a PEM text.
   *
   * @throws IOException where there is none that can be read
   */
  static PrivateKey privateKey(String pem) throws IOException {
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
        if (object instanceof PEMKeyPair pair) {
          return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
        }
        if (object instanceof PrivateKeyInfo key) {
          return new JcaPEMKeyConverter().getPrivateKey(key);
        }
      }
      throw new IOException("no private key");
    }
  }

  private static boolean fits(PrivateKey key, X509Certificate certificate) {
    String algorithm = SIGNATURES.get(certificate.getPublicKey().getAlgorithm());
    if (algorithm == null) {
      return true;
    }
    try {
      byte[] text = "fits".getBytes(StandardCharsets.US_ASCII);
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(text);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private Optional<String> text(String file) {
    Path path = directory.resolve(file);
    if (!Files.exists(path)) {
      faults.add(file + ": is missing");
      return Optional.empty();
    }
    try {
      if (Files.isRegularFile(path) && Files.isReadable(path) && Files.size(path) <= LARGEST) {
        return Optional.of(new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      // Told like every other file that cannot be read.
    }
    faults.add(file + ": cannot be read");
    return Optional.empty();
  }
}
