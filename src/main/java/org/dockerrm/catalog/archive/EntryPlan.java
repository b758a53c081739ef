package org.dockerrm.catalog.archive;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.Quote;

/** What an archive says that it holds, looked through before anything of it is unpacked. */
final class EntryPlan {

  private static final int FILE_TYPE = 0170000;
  private static final int LINK = 0120000;
  private static final Set<Integer> PLAIN = Set.of(0, 0100000, 0040000);

  /** What Macs add beside the files. */
  private static final String RESOURCE_FORKS = "__MACOSX";

  private static final String FOLDER_SETTINGS = ".DS_Store";
  private static final String FORK_OF = "._";

  private final Findings findings;
  private final PackageLimits limits;
  private final Map<EntryPath, ZipArchiveEntry> entries = new LinkedHashMap<>();
  private final Map<String, EntryPath> taken = new HashMap<>();

  EntryPlan(PackageLimits limits, Findings findings) {
    this.limits = limits;
    this.findings = findings;
  }

  /** Adds an entry, or says why it is refused. */
  void add(ZipArchiveEntry entry) {
    EntryPath.of(entry.getRawName(), findings)
        .filter(path -> !path.isTop() && !path.first().equals(RESOURCE_FORKS))
        .filter(path -> !path.last().equals(FOLDER_SETTINGS))
        .ifPresent(path -> add(path, entry));
  }

  private void add(EntryPath path, ZipArchiveEntry entry) {
    Optional<String> fault = fault(entry).or(() -> clash(path, entry.isDirectory()));
    fault.ifPresent(what -> findings.in(path.toString()).error(0, what));
    if (fault.isEmpty()) {
      entries.put(path, entry);
    }
  }

  private Optional<String> fault(ZipArchiveEntry entry) {
    int type = entry.getUnixMode() & FILE_TYPE;
    if (type == LINK) {
      return Optional.of("is a link; archives may hold files and directories only");
    }
    if (!PLAIN.contains(type)) {
      return Optional.of("is a device, pipe or socket; archives may hold files and directories");
    }
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      return Optional.of("is encrypted");
    }
    if (entry.getMethod() != ZipMethod.STORED.getCode()
        && entry.getMethod() != ZipMethod.DEFLATED.getCode()) {
      return Optional.of("is packed by method " + entry.getMethod() + "; use deflate");
    }
    if (entry.getSize() > limits.fileBytes()) {
      return Optional.of("is larger than " + PackageLimits.shown(limits.fileBytes()));
    }
    return Optional.empty();
  }

  /** Directories may come many times, and any entry may imply those that it is in. */
  private Optional<String> clash(EntryPath path, boolean directory) {
    for (EntryPath above = path.parent(); !above.isTop(); above = above.parent()) {
      EntryPath same = taken.putIfAbsent(above.folded() + "/", above);
      if (same != null && !same.equals(above)) {
        return Optional.of("is in a directory that differs only in case from " + quoted(same));
      }
      if (taken.containsKey(above.folded())) {
        return Optional.of("is in a directory that is a file too");
      }
    }
    EntryPath same = taken.putIfAbsent(path.folded() + (directory ? "/" : ""), path);
    EntryPath other = taken.get(path.folded() + (directory ? "" : "/"));
    if (other != null) {
      return Optional.of("is a file and a directory");
    }
    if (same == null || directory && same.equals(path)) {
      return Optional.empty();
    }
    return Optional.of(
        same.equals(path)
            ? "is in the archive twice"
            : "differs only in case from " + quoted(same));
  }

  private static String quoted(EntryPath path) {
    return Quote.of(path.toString());
  }

  /** Takes out what a Mac has added to files and directories that are in the archive too. */
  void dropForks() {
    entries.keySet().removeIf(this::isFork);
  }

  private boolean isFork(EntryPath path) {
    String name = path.last();
    String of = name.startsWith(FORK_OF) ? name.substring(FORK_OF.length()) : "";
    return !of.isEmpty() && has(path.sibling(of).folded());
  }

  private boolean has(String folded) {
    return taken.containsKey(folded) || taken.containsKey(folded + "/");
  }

  /** The one directory that holds everything, where there is one. */
  Optional<String> top() {
    List<String> firsts =
        entries.keySet().stream().map(EntryPath::first).distinct().limit(2).toList();
    boolean alone =
        firsts.size() == 1
            && entries.entrySet().stream()
                .allMatch(e -> e.getKey().names().size() > 1 || e.getValue().isDirectory());
    return alone ? Optional.of(firsts.get(0)) : Optional.empty();
  }

  /** The entries with their paths relative to the package. */
  Map<EntryPath, ZipArchiveEntry> entries() {
    if (top().isEmpty()) {
      return Collections.unmodifiableMap(entries);
    }
    return entries.entrySet().stream()
        .filter(e -> e.getKey().names().size() > 1)
        .collect(
            Collectors.toMap(
                e -> e.getKey().belowFirst(),
                Map.Entry::getValue,
                (a, b) -> a,
                LinkedHashMap::new));
  }
}
