package org.dockerrm.catalog.packages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dockerrm.catalog.ContainerSettings;
import org.dockerrm.catalog.Descriptor;
import org.dockerrm.catalog.ResourceType.Kind;
import org.dockerrm.catalog.Secrets;
import org.dockerrm.catalog.archive.PackageLimits;
import org.dockerrm.catalog.descriptor.DescriptorParser;
import org.dockerrm.catalog.descriptor.ParsedDescriptor;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.Quote;
import org.dockerrm.catalog.yaml.YamlReader;
import org.dockerrm.location.IgnoreFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads one package directory (docs/reference/packages.md). Whatever is wrong with it becomes a
 * finding.
 */
final class PackageReader {

  /** The usual name of a descriptor. */
  static final String DESCRIPTOR = "resource.yml";

  private static final List<String> DESCRIPTORS = List.of(DESCRIPTOR, "resource.yaml");
  private static final String DOCKERFILE = "Dockerfile";

  private final String directoryName;
  private final PackageDirectory directory;
  private final boolean allowRemoteSources;
  private final Findings findings = new Findings();

  private PackageReader(String directoryName, Path real, boolean allowRemoteSources) {
    this.directoryName = directoryName;
    this.allowRemoteSources = allowRemoteSources;
    this.directory = new PackageDirectory(real);
  }

  /** Whether a directory looks like a package. */
  static boolean isPackage(Path directory) {
    return Files.exists(directory.resolve(DOCKERFILE), LinkOption.NOFOLLOW_LINKS)
        || DESCRIPTORS.stream()
            .anyMatch(name -> Files.exists(directory.resolve(name), LinkOption.NOFOLLOW_LINKS));
  }

  /**
   * Reads a package.
   *
   * @param allowRemoteSources whether its Dockerfile may have the engine fetch files
   * @throws IOException where the directory itself is gone
   */
  static ResourcePackage read(Path directory, boolean allowRemoteSources) throws IOException {
    return read(directory, String.valueOf(directory.getFileName()), allowRemoteSources);
  }

  /** Reads a package that is known by another name than its directory's. */
  static ResourcePackage read(Path directory, String name, boolean allowRemoteSources)
      throws IOException {
    return new PackageReader(name, directory.toRealPath(), allowRemoteSources).read();
  }

  /** Whether a package that was read is not as it was any more. */
  static boolean isChanged(@Nullable ResourcePackage known) {
    if (known == null) {
      return false;
    }
    try {
      return !ContentHash.of(known.directory()).equals(known.contentHash());
    } catch (IOException e) {
      return true;
    }
  }

  private ResourcePackage read() {
    String file = descriptorFile();
    Optional<byte[]> content = directory.read(file, YamlReader.MAX_BYTES, findings);
    if (content.isEmpty() && findings.list().isEmpty()) {
      findings.in(file).error(0, "is missing; a package needs a descriptor");
    }
    ParsedDescriptor parsed =
        content
            .map(bytes -> DescriptorParser.parse(bytes, findings.in(file)))
            .orElse(ParsedDescriptor.EMPTY);
    PackageNames.Name name = PackageNames.of(directoryName, parsed.name(), findings.in(file));
    Optional<Dockerfile> dockerfile =
        dockerfile(parsed.descriptor().image(), parsed.descriptor().container(), file);
    Scripts scripts = new Scripts(directory, file, parsed, findings);
    Map<String, String> lifecycle = scripts.lifecycle();
    Map<String, String> operations = scripts.operations();
    List<Path> processes = processes();
    String hash = contentHash();
    if (!hash.isEmpty()) {
      checkScripts(lifecycle, operations, dockerfile);
    }
    return new ResourcePackage(
        directory.root(),
        name.type(),
        name.invented(),
        Kind.CONTAINER,
        parsed.descriptor(),
        content.map(PackageReader::text).orElse(""),
        lifecycle,
        operations,
        processes,
        dockerfile.isPresent(),
        dockerfile.map(Dockerfile::bases).orElse(List.of()),
        secrets(parsed.descriptor(), dockerfile),
        hash,
        findings.list());
  }

  private static Set<String> secrets(Descriptor descriptor, Optional<Dockerfile> dockerfile) {
    Set<String> secrets = new HashSet<>(Secrets.writtenIn(descriptor));
    dockerfile.ifPresent(file -> secrets.addAll(file.secrets()));
    return secrets;
  }

  private String descriptorFile() {
    List<String> present =
        DESCRIPTORS.stream()
            .filter(name -> Files.exists(directory.root().resolve(name), LinkOption.NOFOLLOW_LINKS))
            .toList();
    if (present.size() > 1) {
      findings.in(present.get(1)).warning(0, "is not used, " + present.get(0) + " is");
    }
    return present.isEmpty() ? DESCRIPTORS.get(0) : present.get(0);
  }

  private static String text(byte[] content) {
    return content.length > YamlReader.MAX_BYTES ? "" : YamlReader.text(content);
  }

  /** What scripts write to is prepared as an image is built. */
  private void refuseReadOnly(ContainerSettings container, String file) {
    if (container.mayBeReadOnly()) {
      findings
          .in(file)
          .error(
              0,
              "container.read_only needs an image that is built from the package: write a"
                  + " Dockerfile that begins FROM the image, and leave 'image' out");
    }
  }

  private Optional<Dockerfile> dockerfile(String image, ContainerSettings container, String file) {
    Optional<Dockerfile> dockerfile =
        directory
            .read(DOCKERFILE, YamlReader.MAX_BYTES, findings)
            .map(bytes -> new Dockerfile(YamlReader.text(bytes), directory::kind));
    Findings.InFile about = findings.in(DOCKERFILE);
    if (!image.isEmpty()) {
      refuseReadOnly(container, file);
      dockerfile.ifPresent(
          unused -> about.warning(0, "is not used, because the descriptor names an image"));
      return Optional.empty();
    }
    dockerfile.ifPresent(used -> used.check(about, allowRemoteSources));
    dockerfile.ifPresent(used -> ignoreFile());
    return dockerfile;
  }

  private void ignoreFile() {
    Findings.InFile about = findings.in(IgnoreFile.NAME);
    Optional<byte[]> content = directory.read(IgnoreFile.NAME, IgnoreFile.MOST_BYTES, findings);
    if (content.filter(bytes -> bytes.length > IgnoreFile.MOST_BYTES).isPresent()) {
      about.error(0, "is larger than " + (IgnoreFile.MOST_BYTES >> 10) + " KiB");
    } else if (content.isPresent()) {
      IgnoreFile.parse(new String(content.get(), StandardCharsets.UTF_8))
          .faults()
          .forEach(fault -> about.error(fault.line(), Quote.oneLine(fault.message())));
    }
  }

  private List<Path> processes() {
    Path folder = Path.of("processes");
    if (directory.kind(folder) != PackageDirectory.Kind.DIRECTORY) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream =
        Files.newDirectoryStream(directory.root().resolve(folder), "*.bpmn")) {
      for (Path file : stream) {
        directory.file("processes/" + file.getFileName(), findings).ifPresent(files::add);
      }
    } catch (IOException | DirectoryIteratorException e) {
      findings.in("processes").error(0, "cannot be read");
    }
    return files.stream().sorted().toList();
  }

  private void checkScripts(
      Map<String, String> lifecycle,
      Map<String, String> operations,
      Optional<Dockerfile> dockerfile) {
    try {
      PackageScript.of(directory.root(), mapped(lifecycle, operations))
          .forEach(script -> script.check(dockerfile.map(Dockerfile::text), findings));
    } catch (IOException e) {
      findings.in(".").error(0, "cannot be read: " + PackageDirectory.reason(e));
    }
  }

  private static List<String> mapped(
      Map<String, String> lifecycle, Map<String, String> operations) {
    return Stream.concat(lifecycle.values().stream(), operations.values().stream()).toList();
  }

  private String contentHash() {
    if (!PackageTree.check(directory.root(), PackageLimits.DEFAULT, findings)) {
      return "";
    }
    try {
      return ContentHash.of(directory.root());
    } catch (IOException e) {
      findings.in(".").error(0, "cannot be read: " + PackageDirectory.reason(e));
      return "";
    }
  }
}
