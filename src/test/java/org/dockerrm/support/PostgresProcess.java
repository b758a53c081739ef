package org.dockerrm.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** A PostgreSQL to be killed and to come back with what it had. */
public final class PostgresProcess implements AutoCloseable {

  private final int port = ManagerProcess.freePort();
  private final Path directory;
  private EmbeddedPostgres server;

  /** Starts one. */
  public PostgresProcess() {
    try {
      directory = Files.createTempDirectory("dockerrm-postgres");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server = start();
  }

  /** The properties that lead a manager to it. */
  public void use(Manager manager) {
    manager.set("spring.datasource.url=" + server.getJdbcUrl("postgres", "postgres"));
    manager.set("spring.datasource.username=postgres");
  }

  /** Ends it at once, without writing what it has in memory. */
  public void kill() {
    try {
      String id = processId();
      new ProcessBuilder("kill", "-QUIT", id).inheritIO().start().waitFor();
      ProcessHandle.of(Long.parseLong(id)).ifPresent(ended -> ended.onExit().join());
      // Frees the directory; there is nothing to stop any more.
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String processId() {
    try {
      return Files.readAllLines(directory.resolve("postmaster.pid")).get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it again on what it had. */
  public void restart() {
    server = start();
  }

  private EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder()
          .setDataDirectory(directory)
          .setCleanDataDirectory(false)
          .setPort(port)
          // As everywhere else but in the embedded one: what was acknowledged outlives a kill.
          .setServerConfig("synchronous_commit", "on")
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      FileSystemUtils.deleteRecursively(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
