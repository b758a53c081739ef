package org.dockerrm.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which process listens on a port of this machine, from the kernel's tables in {@code /proc}. */
final class Ports {

  private static final String LISTENING = "0A";
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;
  private static final int LONGEST_COMMAND = 100;

  private final Path proc;

  Ports(Path proc) {
    this.proc = proc;
  }

  Ports() {
    this(Path.of("/proc"));
  }

  /** Whether a process listens on a port; empty where its files are another user's. */
  Optional<Boolean> listens(String pid, int port) {
    Set<String> sockets = sockets(port);
    return links(proc.resolve(pid)).map(links -> links.stream().anyMatch(sockets::contains));
  }

  /** {@code process PID (COMMAND)} of who listens on a port; empty where it cannot be seen. */
  Optional<String> owner(int port) {
    Set<String> sockets = sockets(port);
    for (Path process : children(proc).orElse(List.of())) {
      String pid = String.valueOf(process.getFileName());
      if (pid.matches("[0-9]+")
          && links(process)
              .filter(links -> links.stream().anyMatch(sockets::contains))
              .isPresent()) {
        return Optional.of("process " + pid + " (" + command(process) + ")");
      }
    }
    return Optional.empty();
  }

  private static String command(Path process) {
    try {
      String words =
          Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
              .replace('\0', ' ')
              .strip();
      return words.substring(0, Math.min(LONGEST_COMMAND, words.length()));
    } catch (IOException e) {
      return "of another user";
    }
  }

  private Set<String> sockets(int port) {
    String end = ":%04X".formatted(port);
    Set<String> sockets = new HashSet<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      try (Stream<String> lines = Files.lines(proc.resolve(table))) {
        lines
            .map(line -> line.strip().split("\\s+"))
            .filter(fields -> fields.length > INODE)
            .filter(fields -> fields[LOCAL_ADDRESS].endsWith(end))
            .filter(fields -> fields[STATE].equals(LISTENING))
            .forEach(fields -> sockets.add("socket:[" + fields[INODE] + "]"));
      } catch (IOException e) {
        // A kernel without IPv6 has no such table.
        continue;
      }
    }
    return sockets;
  }

  /** What a process's open files are; empty where they cannot be read. */
  private static Optional<Set<String>> links(Path process) {
    return children(process.resolve("fd"))
        .map(
            files -> {
              Set<String> links = new HashSet<>();
              for (Path file : files) {
                try {
                  links.add(Files.readSymbolicLink(file).toString());
                } catch (IOException e) {
                  // It was closed meanwhile.
                  continue;
                }
              }
              return links;
            });
  }

  private static Optional<List<Path>> children(Path directory) {
    List<Path> children = new ArrayList<>();
    try (var stream = Files.newDirectoryStream(directory)) {
      stream.forEach(children::add);
      return Optional.of(children);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
