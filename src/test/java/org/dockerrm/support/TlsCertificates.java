package org.dockerrm.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/** An authority with the certificates of a server and of a client, made by openssl. */
public final class TlsCertificates {

  private final Path directory;

  /** Makes them in a directory, the server's for one IP address. */
  public TlsCertificates(Path directory, String serverAddress) {
    this.directory = directory;
    try {
      Files.createDirectories(client());
      Files.createDirectories(server());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    authority(client().resolve("ca.pem"), directory.resolve("ca.key"));
    certificate(server(), "subjectAltName=IP:" + serverAddress, "2");
    certificate(client(), "extendedKeyUsage=clientAuth", "2");
  }

  /** Directory with {@code ca.pem}, {@code cert.pem} and {@code key.pem} of the client. */
  public Path client() {
    return directory.resolve("client");
  }

  /** Directory with {@code cert.pem} and {@code key.pem} of the server. */
  public Path server() {
    return directory.resolve("server");
  }

  /** Copies the client's files; returns the copy's directory. */
  public Path copyClient(Path to) {
    try {
      FileSystemUtils.copyRecursively(client(), to);
      return to;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes a key with a certificate of the authority: {@code key.pem} and {@code cert.pem}. */
  public void certificate(Path to, String extension, String days) {
    Path request = directory.resolve("request.pem");
    Path extensions = directory.resolve("extensions");
    Manager.write(extensions, extension + "\n");
    openssl(
        "req -newkey rsa:2048 -nodes -subj /CN=docker",
        "-keyout",
        to.resolve("key.pem"),
        "-out",
        request);
    openssl(
        "x509 -req -CAcreateserial -days " + days,
        "-in",
        request,
        "-out",
        to.resolve("cert.pem"),
        "-CA",
        client().resolve("ca.pem"),
        "-CAkey",
        directory.resolve("ca.key"),
        "-extfile",
        extensions);
  }

  /** Makes an authority. */
  public static void authority(Path certificate, Path key) {
    openssl(
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority",
        "-keyout",
        key,
        "-out",
        certificate);
  }

  private static void openssl(String words, Object... more) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(Arrays.asList(words.split(" ")));
    Arrays.stream(more).map(Object::toString).forEach(command::add);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes());
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + output);
      }
    } catch (IOException e) {
      throw new IllegalStateException("openssl is needed: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
