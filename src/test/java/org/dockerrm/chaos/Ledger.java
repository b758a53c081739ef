package org.dockerrm.chaos;

import java.util.List;
import org.dockerrm.support.Docker;

/** The volume into which every script of a location's {@code ledger} instances writes a line. */
final class Ledger implements AutoCloseable {

  private final String volume;

  Ledger(String location) {
    this.volume = location + "-ledger";
  }

  /** What was written so far, oldest first. */
  List<String> entries() {
    return Docker.run(
            "run",
            "--rm",
            "-v",
            volume + ":/ledger",
            "debian:bookworm-slim",
            "cat",
            "/ledger/entries")
        .lines()
        .toList();
  }

  /** Adds a line that no script has written. */
  void forge(String entry) {
    Docker.run(
        "run",
        "--rm",
        "-v",
        volume + ":/ledger",
        "-e",
        "ENTRY=" + entry,
        "debian:bookworm-slim",
        "sh",
        "-c",
        "echo \"$ENTRY\" >> /ledger/entries");
  }

  @Override
  public void close() {
    Docker.attempt("volume", "rm", "-f", volume);
  }
}
