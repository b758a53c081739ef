package org.dockerrm.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads server-sent events. */
final class Events {

  private final BufferedReader lines;

  Events(InputStream in) {
    this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  /** The next event; empty after the last one. */
  Optional<Event> next() throws IOException {
    String name = "";
    StringBuilder data = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty() && !name.isEmpty()) {
        return Optional.of(new Event(name, data.toString()));
      }
      if (line.startsWith("event:")) {
        name = line.substring("event:".length()).strip();
      } else if (line.startsWith("data:")) {
        data.append(data.isEmpty() ? "" : "\n").append(line.substring("data:".length()));
      }
    }
    return Optional.empty();
  }

  /**
   * One event.
   *
   * @param name what kind of event it is
   * @param data its text
   */
  record Event(String name, String data) {}
}
