package org.dockerrm.metric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A {@link MetricFlood} from a process of its own, as those who report are not in the manager's.
 */
final class FloodProcess implements AutoCloseable {

  private static final int CONNECTIONS = 16;

  private final Process process;
  private final Path keys;

  /** Begins to post the body to the door, with one key after the other. */
  FloodProcess(URI door, List<String> keys, int posts, int perSecond, String body) {
    try {
      this.keys = Files.write(Files.createTempFile("dockerrm-keys", ".txt"), keys);
      this.process =
          SinkProcess.java(
              FloodProcess.class,
              door.toString(),
              this.keys.toString(),
              String.valueOf(posts),
              String.valueOf(perSecond),
              body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Posts: door, file of keys, number of posts, posts a second, body. */
  public static void main(String[] words) throws Exception {
    URI door = URI.create(words[0]);
    List<String> keys = Files.readAllLines(Path.of(words[1]));
    int posts = Integer.parseInt(words[2]);
    MetricFlood flood =
        new MetricFlood()
            .run(
                door,
                CONNECTIONS,
                posts,
                Integer.parseInt(words[3]),
                n -> keys.get(n % keys.size()),
                words[4]);
    System.out.println(flood);
    System.exit(flood.answered(204) == posts ? 0 : 1);
  }

  /** Whether it still posts. */
  boolean goesOn() {
    return process.isAlive();
  }

  /** What was answered and how fast, once all was taken. */
  String told() {
    try {
      String told = new String(process.getInputStream().readAllBytes()).strip();
      if (process.onExit().join().exitValue() != 0) {
        throw new IllegalStateException("not all posts were taken: " + told);
      }
      return told;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.delete(keys);
  }
}
