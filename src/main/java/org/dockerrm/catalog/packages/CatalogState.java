package org.dockerrm.catalog.packages;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.catalog.ResourceType.Kind;
import org.dockerrm.catalog.ResourceType.State;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.catalog.image.ImageNeed;
import org.dockerrm.catalog.image.ImageStatus;
import org.dockerrm.catalog.image.Images;
import org.dockerrm.catalog.packages.TypeTimes.Times;

/**
 * Everything the catalog knows at one moment.
 *
 * @param entries packages and built-in types by name
 * @param times when they came and changed, by full name
 * @param images how those stand that need an image
 */
record CatalogState(
    SortedMap<TypeName, ResourcePackage> entries,
    Map<String, Times> times,
    Map<TypeName, ImageStatus> images) {

  CatalogState {
    times = Map.copyOf(times);
    images = Map.copyOf(images);
  }

  /** The packages that can have an image and need one. */
  static List<ImageNeed> needs(SortedMap<TypeName, ResourcePackage> entries) {
    Map<String, Long> versions = versions(entries);
    return entries.values().stream()
        .filter(entry -> entry.kind() == Kind.CONTAINER && !entry.isFaulty())
        .map(entry -> need(entry, versions.get(imageName(entry.name())) == 1))
        .toList();
  }

  /** How many versions each type has. */
  private static Map<String, Long> versions(SortedMap<TypeName, ResourcePackage> entries) {
    return entries.keySet().stream()
        .collect(Collectors.groupingBy(CatalogState::imageName, Collectors.counting()));
  }

  private static String imageName(TypeName type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  /** For where other versions make no difference. */
  private static ImageNeed need(ResourcePackage found) {
    return need(found, true);
  }

  private static ImageNeed need(ResourcePackage found, boolean alone) {
    return new ImageNeed(
        found.name(),
        found.contentHash(),
        found.directory(),
        found.buildable(),
        found.bases(),
        found.scriptsOfImage(),
        found.descriptor().image(),
        found.secrets(),
        found.descriptor().container().mayBeReadOnly(),
        alone);
  }

  /** What the type of that name needs, if it is here and needs an image. */
  Optional<ImageNeed> need(TypeName type) {
    return Optional.ofNullable(entries.get(type))
        .filter(entry -> entry.kind() == Kind.CONTAINER)
        .map(entry -> need(entry, versions(entries).get(imageName(type)) == 1));
  }

  /** What keeps the package of that name from being used, whatever its image; may be empty. */
  String faults(TypeName type) {
    return Optional.ofNullable(entries.get(type)).map(ResourcePackage::faults).orElse("");
  }

  /** How that type, which is here, stands with its image. */
  ImageStatus imageStatus(TypeName type) {
    ResourcePackage entry = entries.get(type);
    if (entry == null) {
      throw new IllegalArgumentException("there is no " + type);
    }
    return imageOf(entry);
  }

  /** The package that has this name, or one that differs only in case and so has its image. */
  Optional<ResourcePackage> holder(TypeName name) {
    return entries.values().stream()
        .filter(entry -> !entry.invented())
        .filter(entry -> entry.name().toString().equalsIgnoreCase(name.toString()))
        .findFirst();
  }

  /** Whether that package is here, unchanged. */
  boolean has(ImageNeed need) {
    ResourcePackage entry = entries.get(need.type());
    return entry != null && entry.contentHash().equals(need.hash()) && !entry.isFaulty();
  }

  /** How that package stands, if it is here, unchanged. */
  Optional<ImageStatus> status(ImageNeed need) {
    return has(need) ? Optional.ofNullable(images.get(need.type())) : Optional.empty();
  }

  /** The same with other images. */
  CatalogState withImages(Map<TypeName, ImageStatus> others) {
    return new CatalogState(entries, times, others);
  }

  /** The same after a build; what was not waiting for that build stays as it is. */
  CatalogState withBuilt(ImageNeed need, String location, ImageStatus status) {
    if (status(need).filter(before -> isAwaited(before, location, status)).isEmpty()) {
      return this;
    }
    Map<TypeName, ImageStatus> others = new HashMap<>(images);
    others.put(need.type(), status);
    return withImages(others);
  }

  private static boolean isAwaited(ImageStatus before, String location, ImageStatus status) {
    if (before instanceof ImageStatus.Building building) {
      return building.location().equals(location);
    }
    // A build of an image that can be used meanwhile brings a new one, or changes nothing.
    return before instanceof ImageStatus.Ready ready
        && status instanceof ImageStatus.Ready
        && ready.location().equals(location);
  }

  /** The types by full name, in the order of their names. */
  Map<String, ResourceType> types() {
    Map<String, ResourceType> types = new LinkedHashMap<>();
    entries.forEach((name, entry) -> types.put(name.toString(), type(entry)));
    return types;
  }

  private ResourceType type(ResourcePackage entry) {
    Times at = times.get(entry.name().toString());
    if (at == null) {
      throw new IllegalStateException("no times for " + entry.name());
    }
    String reason = reason(entry);
    return new ResourceType(
        entry.name(),
        reason.isEmpty() ? State.PUBLISHED : State.UNPUBLISHED,
        reason,
        at.createdAt(),
        at.lastModifiedAt(),
        entry.descriptor(),
        entry.descriptorText(),
        entry.kind(),
        image(entry),
        entry.lifecycleScripts(),
        entry.operationScripts(),
        entry.processFiles(),
        entry.findings());
  }

  private ImageStatus imageOf(ResourcePackage entry) {
    ImageStatus status = images.get(entry.name());
    return status == null ? Images.notLookedFor(need(entry)) : status;
  }

  private String image(ResourcePackage entry) {
    if (entry.kind() != Kind.CONTAINER) {
      return "";
    }
    return imageOf(entry) instanceof ImageStatus.Ready ready
        ? ready.reference()
        : need(entry).reference();
  }

  /** Why it cannot be used; empty where it can. */
  private String reason(ResourcePackage entry) {
    if (entry.isFaulty()) {
      return entry.faults();
    }
    if (entry.kind() != Kind.CONTAINER) {
      return "";
    }
    ImageStatus status = imageOf(entry);
    if (status instanceof ImageStatus.Building building) {
      return "image "
          + building.reference()
          + (building.pulled() ? " is being pulled on location " : " is being built on location ")
          + building.location();
    }
    return status instanceof ImageStatus.Unusable unusable ? unusable.reason() : "";
  }
}
