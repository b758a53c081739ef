package org.dockerrm.workflow.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The name of this node, the same after every restart: kept in the data directory. */
@Component
public class NodeId {

  private final String value;

  NodeId(@Value("${dockerrm.data-dir}") Path dataDirectory) {
    this.value = read(dataDirectory.resolve("node-id"));
  }

  /** The name, as the jobs that this node works on bear it. */
  public String value() {
    return value;
  }

  private static String read(Path file) {
    try {
      if (Files.notExists(file)) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, "dockerrm-" + UUID.randomUUID());
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the node's name in " + file, e);
    }
  }
}
