package org.dockerrm.location.docker;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXReason;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Says plainly why an engine and its client did not agree on a TLS connection. */
final class TlsErrors {

  private static final Pattern ALERT = Pattern.compile("fatal alert: ([a-z_]+)");

  private TlsErrors() {}

  /** The reason, as it follows the engine's address; empty where TLS is not to blame. */
  static Optional<String> explain(Throwable error) {
    if (DockerErrors.find(error, SSLException.class) == null) {
      return Optional.empty();
    }
    String why = certificate(error).or(() -> alert(error)).orElseGet(() -> protocol(error));
    return Optional.of(why);
  }

  private static Optional<String> certificate(Throwable error) {
    if (DockerErrors.find(error, CertificateExpiredException.class) != null) {
      return Optional.of("its certificate has expired" + words(error));
    }
    if (DockerErrors.find(error, CertificateNotYetValidException.class) != null) {
      return Optional.of("its certificate is not valid yet" + words(error));
    }
    if (isOfUnknownAuthority(error)) {
      return Optional.of("its certificate is not signed by the authority in ca.pem");
    }
    if (isForAnotherHost(error)) {
      return Optional.of("its certificate is for another host name" + words(error));
    }
    return DockerErrors.find(error, CertificateException.class) == null
        ? Optional.empty()
        : Optional.of("its certificate is not accepted" + words(error));
  }

  private static boolean isOfUnknownAuthority(Throwable error) {
    CertPathValidatorException path = DockerErrors.find(error, CertPathValidatorException.class);
    return DockerErrors.find(error, CertPathBuilderException.class) != null
        || path != null
            && (path.getReason() == BasicReason.INVALID_SIGNATURE
                || path.getReason() == PKIXReason.NO_TRUST_ANCHOR);
  }

  private static boolean isForAnotherHost(Throwable error) {
    String text = text(error);
    return DockerErrors.find(error, SSLPeerUnverifiedException.class) != null
        || text.contains("subject alternative")
        || text.contains("No name matching");
  }

  private static Optional<String> alert(Throwable error) {
    Matcher alert = ALERT.matcher(text(error));
    if (!alert.find()) {
      return Optional.empty();
    }
    String name = alert.group(1);
    boolean aboutOurs = name.contains("certificate") || name.equals("unknown_ca");
    return Optional.of(
        aboutOurs
            ? "it demands a client certificate that it trusts, and cert.pem is none (" + name + ")"
            : "it ended the handshake (" + name + ")");
  }

  private static String protocol(Throwable error) {
    String text = text(error);
    return text.toLowerCase(Locale.ROOT).contains("unrecognized ssl message")
        ? "it does not speak TLS on this port"
        : text;
  }

  private static String words(Throwable error) {
    return " (" + text(error) + ")";
  }

  private static String text(Throwable error) {
    Throwable root = error;
    for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
      root = root.getCause();
    }
    return DockerErrors.oneLine(String.valueOf(root.getMessage()));
  }
}
