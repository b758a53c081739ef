package org.dockerrm.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * A registry on a loopback port that hands out images of the local engine (distribution API v2,
 * reading only). What is under {@code private/} requires a login that does not exist.
 */
public final class Registry implements AutoCloseable {

  private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Layers wait until this is open. */
  public volatile CountDownLatch gate = new CountDownLatch(0);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
  private final Map<String, byte[]> manifests = new ConcurrentHashMap<>();

  /** Starts it. */
  public Registry() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/v2/", this::answer);
    server.start();
  }

  /** The reference of something in it, such as {@code team/web:7}. */
  public String reference(String name) {
    return "127.0.0.1:" + server.getAddress().getPort() + "/" + name;
  }

  /** Takes a copy of an image of the local engine, to be had as {@code name:tag}. */
  public void take(String localImage, String name, String tag) {
    try {
      Path file = Files.createTempFile("image", ".tar");
      Docker.run("save", "-o", file.toString(), localImage);
      Map<String, byte[]> saved = read(file);
      Files.delete(file);
      JsonNode described = JSON.readTree(saved.get("manifest.json")).get(0);
      ObjectNode manifest = JSON.createObjectNode();
      manifest.put("schemaVersion", 2).put("mediaType", MANIFEST);
      blob(
          manifest.putObject("config"),
          "application/vnd.docker.container.image.v1+json",
          saved.get(described.get("Config").asText()));
      for (JsonNode layer : described.get("Layers")) {
        blob(
            manifest.withArray("layers").addObject(),
            "application/vnd.docker.image.rootfs.diff.tar.gzip",
            zipped(saved.get(layer.asText())));
      }
      byte[] text = JSON.writeValueAsBytes(manifest);
      manifests.put(name + "/manifests/" + tag, text);
      manifests.put(name + "/manifests/" + digest(text), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, byte[]> read(Path file) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        files.put(entry.getName(), tar.readAllBytes());
      }
    }
    return files;
  }

  private static byte[] zipped(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(content);
    }
    return bytes.toByteArray();
  }

  private void blob(ObjectNode descriptor, String mediaType, byte[] content) {
    String digest = digest(content);
    blobs.put(digest, content);
    descriptor.put("mediaType", mediaType).put("size", content.length).put("digest", digest);
  }

  private static String digest(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring("/v2/".length());
      byte[] manifest = manifests.get(path);
      byte[] blob = blobs.get(path.substring(path.lastIndexOf('/') + 1));
      if (path.isEmpty()) {
        send(exchange, 200, "application/json", "{}".getBytes(StandardCharsets.UTF_8));
      } else if (path.startsWith("private/")) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"test\"");
        send(exchange, 401, "application/json", error("UNAUTHORIZED", "authentication required"));
      } else if (manifest != null) {
        exchange.getResponseHeaders().set("Docker-Content-Digest", digest(manifest));
        send(exchange, 200, MANIFEST, manifest);
      } else if (path.contains("/blobs/") && blob != null) {
        gate.await(60, TimeUnit.SECONDS);
        send(exchange, 200, "application/octet-stream", blob);
      } else {
        send(exchange, 404, "application/json", error("MANIFEST_UNKNOWN", "manifest unknown"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] error(String code, String message) {
    return "{\"errors\":[{\"code\":\"%s\",\"message\":\"%s\"}]}"
        .formatted(code, message)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    if (head) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
    }
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    gate.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
