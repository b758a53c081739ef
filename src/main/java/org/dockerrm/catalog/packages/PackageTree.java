package org.dockerrm.catalog.packages;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.dockerrm.catalog.archive.PackageLimits;
import org.dockerrm.catalog.yaml.Findings;

/**
 * Holds a package's directory to the limits of all packages, so that neither its hash nor its image
 * takes in more. Links are not followed; those to directories lead an image's build on, so they
 * must stay inside the package and must not go round in circles.
 */
final class PackageTree extends SimpleFileVisitor<Path> {

  private final Path root;
  private final PackageLimits limits;
  private final Findings findings;
  private int entries = -1;
  private long bytes;
  private boolean complete = true;

  private PackageTree(Path root, PackageLimits limits, Findings findings) {
    this.root = root;
    this.limits = limits;
    this.findings = findings;
  }

  /**
   * Looks through a directory, as far as the limits go.
   *
   * @param root its real path
   * @return whether there is no more of it than the limits allow
   */
  static boolean check(Path root, PackageLimits limits, Findings findings) {
    PackageTree tree = new PackageTree(root, limits, findings);
    try {
      Files.walkFileTree(root, tree);
    } catch (IOException e) {
      tree.refuse("cannot be read: " + PackageDirectory.reason(e));
    }
    return tree.complete;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
    if (directory.getNameCount() - root.getNameCount() > PackageLimits.DEEPEST) {
      return refuse("is nested deeper than " + PackageLimits.DEEPEST + " directories");
    }
    return count();
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (attributes.isSymbolicLink()) {
      checkLink(file);
    } else if (attributes.isOther()) {
      in(file).error(0, "is a device, pipe or socket; a package holds files and directories");
    } else if (attributes.size() > limits.fileBytes()) {
      in(file).error(0, "is larger than " + PackageLimits.shown(limits.fileBytes()));
    }
    bytes += attributes.size();
    return bytes > limits.totalBytes()
        ? refuse("holds more than " + PackageLimits.shown(limits.totalBytes()))
        : count();
  }

  private FileVisitResult count() {
    entries++;
    return entries > limits.entries()
        ? refuse("holds more than " + limits.entries() + " files and directories")
        : FileVisitResult.CONTINUE;
  }

  private FileVisitResult refuse(String why) {
    complete = false;
    findings.in(".").error(0, why);
    return FileVisitResult.TERMINATE;
  }

  /** The target of a link may exist only in the image; such a link is not checked here. */
  private void checkLink(Path link) {
    Path target;
    try {
      target = link.toRealPath();
    } catch (IOException e) {
      return;
    }
    boolean directory = Files.isDirectory(target);
    if (!target.startsWith(root) && directory) {
      in(link).error(0, "is a link to a directory out of the package");
    } else if (!target.startsWith(root)) {
      in(link).warning(0, "is a link out of the package; the image gets the link alone");
    } else if (directory && link.startsWith(target)) {
      in(link).error(0, "is a link to a directory that it is in");
    }
  }

  private Findings.InFile in(Path path) {
    return findings.in(root.relativize(path).toString());
  }
}
