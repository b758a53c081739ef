package org.dockerrm.metric;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;

/** Takes posts, in a process of its own, and does nothing with them. */
final class SinkProcess implements AutoCloseable {

  private static final byte[] TAKEN = "HTTP/1.1 204 \r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Process process = java(SinkProcess.class);
  private final int port = new Scanner(process.getInputStream(), StandardCharsets.UTF_8).nextInt();

  /** Where it listens. */
  URI door() {
    return URI.create("http://127.0.0.1:" + port + MetricPort.PATH);
  }

  /** Takes posts; prints the port first. */
  public static void main(String[] none) throws IOException {
    try (ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      System.out.println(door.getLocalPort());
      while (true) {
        Socket socket = door.accept();
        new Thread(() -> serve(socket)).start();
      }
    }
  }

  private static void serve(Socket socket) {
    try (socket;
        InputStream in = new BufferedInputStream(socket.getInputStream())) {
      socket.setTcpNoDelay(true);
      while (true) {
        int length = 0;
        for (String line = RawPoster.line(in); !line.isEmpty(); line = RawPoster.line(in)) {
          if (line.startsWith("Content-Length: ")) {
            length = Integer.parseInt(line.substring("Content-Length: ".length()));
          }
        }
        in.skipNBytes(length);
        socket.getOutputStream().write(TAKEN);
      }
    } catch (IOException e) {
      // Whoever posted is gone.
    }
  }

  /** Starts a program of the tests, with what it prints to be read. */
  static Process java(Class<?> program, String... words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-cp", System.getProperty("java.class.path")));
    command.add(program.getName());
    command.addAll(List.of(words));
    try {
      return new ProcessBuilder(command)
          .redirectError(ProcessBuilder.Redirect.appendTo(new File("target/metric-load.log")))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
