package org.dockerrm.catalog.packages;

import java.util.Optional;
import org.dockerrm.catalog.ResourceType.Kind;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.catalog.yaml.Quote;

/** Why a type that exists has to stay as it is; the texts are fit for clients. */
final class ReplacementRules {

  private ReplacementRules() {}

  /** Why one package cannot take the place of another one. */
  static Optional<String> toReplacing(
      ResourcePackage old, ResourcePackage by, PackageStore store, boolean wanted) {
    if (!old.name().equals(by.name())) {
      return Optional.of(
          old.name() + " exists, and " + by.name() + " differs from it only in case");
    }
    if (!store.owns(old.directory())) {
      return Optional.of(
          old.name() + " exists and differs; it was not uploaded, change it in " + place(old));
    }
    return wanted
        ? Optional.empty()
        : Optional.of(
            old.name()
                + " exists and differs; replace=true puts this package in its place,"
                + " as long as no instance uses it");
  }

  /** Why a type cannot be removed. */
  static Optional<String> toRemoving(ResourcePackage entry, PackageStore store) {
    if (entry.kind() != Kind.CONTAINER) {
      return Optional.of(entry.name() + " is built in");
    }
    return store.owns(entry.directory())
        ? Optional.empty()
        : Optional.of(
            entry.name()
                + " was not uploaded; remove the directory "
                + place(entry)
                + " by hand, then call PUT /onboarding");
  }

  /** Why a type that could be changed cannot be now. */
  static String instances(TypeName type) {
    return "instances of " + type + " exist; uninstall them first";
  }

  private static String place(ResourcePackage found) {
    return Quote.oneLine(found.directory().toString());
  }
}
