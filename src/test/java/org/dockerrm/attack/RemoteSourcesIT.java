package org.dockerrm.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.dockerrm.support.Docker;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.RmClient.Answer;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.Upload;
import org.dockerrm.support.Zip;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A package has the engine fetch what only the host itself can reach. */
class RemoteSourcesIT {

  private final String suite = "thief" + UUID.randomUUID().toString().substring(0, 8);
  private final AtomicInteger fetched = new AtomicInteger();
  private final RmClient rm = SharedManager.get().client();
  private HttpServer secret;

  @BeforeEach
  void keepASecret() throws IOException {
    secret = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    secret.createContext(
        "/",
        exchange -> {
          fetched.incrementAndGet();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    secret.start();
  }

  @AfterEach
  void clean() {
    secret.stop(0);
    Upload.delete(rm, type());
    Docker.attempt("rmi", "-f", "dockerrm-test-" + suite);
  }

  @Test
  void aDockerfileCannotHaveTheEngineFetchFromTheHost() {
    for (String add :
        List.of(
            "ADD " + address() + " /opt/",
            "ADD [\"" + address().replace("http", "\\u0068ttp") + "\", \"/opt/\"]",
            "ARG FROM_WHERE=" + address() + "\nADD $FROM_WHERE /opt/",
            "ONBUILD ADD " + address() + " /opt/")) {
      Answer answer = Upload.post(rm, archive("debian:bookworm-slim", add));

      assertThat(answer.status()).as(add).isEqualTo(400);
      assertThat(answer.text()).contains("Dockerfile:", "packages.allowRemoteSources");
    }
    assertThat(fetched).hasValue(0);
  }

  @Test
  void anImageThatItBeginsWithCannotEither(@TempDir Path directory) throws IOException {
    String base = "dockerrm-test-" + suite;
    Files.writeString(
        directory.resolve("Dockerfile"),
        "FROM debian:bookworm-slim\nONBUILD ADD %s /opt/\n".formatted(address()));
    Docker.run("build", "-q", "-t", base, directory.toString());

    assertThat(Upload.post(rm, archive(base, "")).status()).isEqualTo(201);

    JsonNode type =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> rm.get("/types/" + type()).json(),
                found -> found.get("stateReason").asText().contains("could not be built"));
    assertThat(type.get("stateReason").asText())
        .contains("base image " + base, "packages.allowRemoteSources");
    assertThat(fetched).hasValue(0);
  }

  private String address() {
    return "http://127.0.0.1:" + secret.getAddress().getPort() + "/secret";
  }

  private String type() {
    return "resource::" + suite + "::1.0";
  }

  private byte[] archive(String base, String instruction) {
    return new Zip()
        .with("resource.yml", "name: " + type() + "\nlifecycle: [Install, Uninstall]\n")
        .with(
            "lifecycle/lifecycle.yaml",
            "version: 1\nlifecycle: {install: /bin/true, uninstall: /bin/true}\n")
        .with("Dockerfile", "FROM " + base + "\n" + instruction + "\n")
        .bytes();
  }
}
