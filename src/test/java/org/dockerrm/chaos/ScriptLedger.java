package org.dockerrm.chaos;

import java.util.List;

/** The volume into which every script of a location's {@code ledger} instances writes a line. */
final class ScriptLedger implements AutoCloseable {

  private final ChaosEngine engine;
  private final String volume;

  ScriptLedger(ChaosEngine engine, String location) {
    this.engine = engine;
    this.volume = location + "-ledger";
  }

  /** What was written so far, oldest first. */
  List<String> entries() {
    return engine
        .docker(
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
    engine.docker(
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
    engine.docker("volume", "rm", "-f", volume);
  }
}
