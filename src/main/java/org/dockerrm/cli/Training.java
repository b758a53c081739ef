package org.dockerrm.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Loads the classes that commands use: the launcher runs it once to make the class-data archive,
 * which halves the time until a command prints something.
 */
public final class Training {

  private Training() {}

  /** Runs a few commands against a server of its own that has one of everything. */
  public static void main(String[] arguments) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean list = exchange.getRequestURI().getPath().matches(".*/(types|.*locations)");
          String object =
              "{\"name\":\"a\",\"resourceId\":\"a\",\"requestId\":\"a\",\"requestState\":\"COMPLETED\","
                  + "\"descriptor\":\"properties: {a: {type: string}}\",\"items\":[]}";
          byte[] answer = (list ? "[" + object + "]" : object).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    try (PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8)) {
      String url = "http://localhost:" + server.getAddress().getPort();
      Console console = new Console(nowhere, nowhere, Map.of("DOCKERRM_URL", url));
      for (String command :
          new String[] {
            "help",
            "help install",
            "types ls",
            "instances ls -o json",
            "instances get a -o yaml",
            "install a -n a -p a=b --wait",
            "start a --wait",
            "typo"
          }) {
        Dockerrm.run(console, command.split(" "));
      }
    } finally {
      server.stop(0);
    }
  }
}
