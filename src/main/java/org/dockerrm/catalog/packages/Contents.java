package org.dockerrm.catalog.packages;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.dockerrm.catalog.Finding;
import org.dockerrm.catalog.Finding.Severity;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.catalog.yaml.Quote;

/**
 * Puts packages and built-in types side by side: one entry a name. Packages that claim a name
 * together are faulty, each entry says with whom.
 */
final class Contents {

  private static final String DESCRIPTOR = "resource.yml";

  private final SortedMap<TypeName, ResourcePackage> entries = new TreeMap<>();

  private Contents(Collection<ResourcePackage> builtIn) {
    builtIn.forEach(type -> entries.put(type.name(), type));
  }

  /** The entries by name. */
  static SortedMap<TypeName, ResourcePackage> of(
      Collection<ResourcePackage> builtIn, Collection<ResourcePackage> packages) {
    Contents contents = new Contents(builtIn);
    contents.addNamed(packages.stream().filter(p -> !p.invented()).toList());
    packages.stream().filter(ResourcePackage::invented).forEach(contents::addInvented);
    return Collections.unmodifiableSortedMap(contents.entries);
  }

  private void addNamed(List<ResourcePackage> packages) {
    // Names that differ only in case have one image.
    Map<String, List<ResourcePackage>> claims =
        packages.stream()
            .collect(Collectors.groupingBy(p -> p.name().toString().toLowerCase(Locale.ROOT)));
    for (List<ResourcePackage> together : claims.values()) {
      ResourcePackage builtIn = entries.get(together.get(0).name());
      if (builtIn != null) {
        entries.put(builtIn.name(), builtIn.with(unused(together)));
      } else if (together.size() == 1) {
        entries.put(together.get(0).name(), together.get(0));
      } else {
        Finding claimed = claimed(together);
        together.forEach(p -> entries.putIfAbsent(p.name(), p.with(claimed)));
      }
    }
  }

  private static Finding unused(List<ResourcePackage> packages) {
    return new Finding(
        Severity.WARNING,
        DESCRIPTOR,
        0,
        "not used, because "
            + packages.get(0).name()
            + " is a built-in type's name: the package in "
            + places(packages));
  }

  private static Finding claimed(List<ResourcePackage> together) {
    return new Finding(
        Severity.ERROR,
        DESCRIPTOR,
        0,
        together.size()
            + " packages have the name "
            + together.get(0).name()
            + ": "
            + places(together));
  }

  private void addInvented(ResourcePackage found) {
    TypeName name = found.name();
    for (int i = 2; entries.containsKey(name); i++) {
      name = new TypeName(Quote.cut(found.name().name(), 40) + "_" + i, found.name().version());
    }
    entries.put(name, found.renamed(name));
  }

  private static String places(List<ResourcePackage> packages) {
    return packages.stream()
        .map(found -> Quote.oneLine(found.directory().toString()))
        .collect(Collectors.joining(", "));
  }
}
