package org.dockerrm.catalog.packages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.dockerrm.catalog.Finding;
import org.dockerrm.catalog.Finding.Severity;
import org.dockerrm.catalog.PackageUpload;
import org.dockerrm.catalog.PackageValidator;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.catalog.UploadResult;
import org.dockerrm.catalog.archive.PackageArchive;
import org.dockerrm.catalog.archive.PackageLimits;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.Quote;
import org.dockerrm.config.Settings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Unpacks and checks uploads beside the catalog, a few at a time. */
@Component
class Uploads {

  private static final int MOST_AT_ONCE = 2;

  /** A package without a directory of its own, or one whose name no directory can have. */
  private static final String NAMELESS = "_";

  private final Semaphore turns = new Semaphore(MOST_AT_ONCE);
  private final PackageStore store;
  private final boolean allowRemoteSources;
  private final List<PackageValidator> checks;

  @Autowired
  Uploads(PackageStore store, Settings settings, ObjectProvider<PackageValidator> checks) {
    this(store, settings.packages().allowRemoteSources(), checks);
  }

  Uploads(PackageStore store, boolean allowRemoteSources, ObjectProvider<PackageValidator> checks) {
    this.store = store;
    this.allowRemoteSources = allowRemoteSources;
    this.checks = checks.orderedStream().toList();
  }

  /**
   * Has an upload taken in where it has no fault.
   *
   * @param taker takes the package from the directory where it is unpacked; what it leaves is
   *     removed
   */
  UploadResult take(PackageUpload upload, Function<ResourcePackage, UploadResult> taker)
      throws IOException {
    turns.acquireUninterruptibly();
    try {
      Path place = store.newPlace();
      try {
        Findings findings = new Findings();
        Optional<ResourcePackage> found = read(upload, place, findings);
        return found.isPresent() && !found.get().isFaulty()
            ? taker.apply(found.get())
            : new UploadResult.Faulty(
                found.map(ResourcePackage::findings).orElseGet(findings::list));
      } finally {
        store.discard(place);
      }
    } finally {
      turns.release();
    }
  }

  private Optional<ResourcePackage> read(PackageUpload upload, Path place, Findings findings)
      throws IOException {
    Path archive = place.resolve("archive");
    upload.content().writeTo(archive);
    Path directory = Files.createDirectories(place.resolve("package").resolve(NAMELESS));
    String label = upload.fileName().isBlank() ? "archive" : upload.fileName();
    Optional<String> top =
        new PackageArchive(archive, label, PackageLimits.DEFAULT, findings).unpack(directory);
    if (!findings.list().isEmpty()) {
      return Optional.empty();
    }
    String name = top.orElseGet(() -> stem(upload.fileName()));
    if (TypeName.parse("resource::" + name + "::1.0").isPresent()
        && !name.equals(PackageScanner.BASE_IMAGE)) {
      directory = Files.move(directory, directory.resolveSibling(name));
    }
    ResourcePackage found = PackageReader.read(directory, name, allowRemoteSources);
    return Optional.of(found.withAll(further(found, upload)));
  }

  private static String stem(String fileName) {
    String last = fileName.substring(fileName.replace('\\', '/').lastIndexOf('/') + 1);
    int dot = last.lastIndexOf('.');
    return dot > 0 ? last.substring(0, dot) : last;
  }

  private List<Finding> further(ResourcePackage found, PackageUpload upload) {
    List<Finding> findings = new ArrayList<>();
    TypeName type = found.name();
    upload
        .resourceName()
        .filter(name -> !name.isBlank())
        .filter(name -> !name.equals(type.name()) && !name.equals(type.toString()))
        .ifPresent(name -> findings.add(mismatch(type, "resource_name", name)));
    upload
        .resourceVersion()
        .filter(version -> !version.isBlank() && !version.equals(type.version()))
        .ifPresent(version -> findings.add(mismatch(type, "resource_version", version)));
    BuiltInTypes.all().stream()
        .filter(builtIn -> builtIn.name().name().equalsIgnoreCase(type.name()))
        .forEach(builtIn -> findings.add(taken(builtIn.name())));
    findings.addAll(processFindings(found));
    return findings;
  }

  /** What is wrong with the processes that a package brings. */
  List<Finding> processFindings(ResourcePackage found) {
    return found.invented()
        ? List.of()
        : checks.stream()
            .flatMap(
                check ->
                    check.check(found.name(), found.descriptor(), found.processFiles()).stream())
            .toList();
  }

  private static Finding mismatch(TypeName type, String field, String value) {
    return error("the type is " + type + ", but " + field + " says " + Quote.of(value));
  }

  private static Finding taken(TypeName builtIn) {
    return error("the name is that of the built-in type " + builtIn + "; choose another");
  }

  private static Finding error(String message) {
    return new Finding(Severity.ERROR, PackageReader.DESCRIPTOR, 0, message);
  }
}
