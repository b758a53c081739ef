package org.dockerrm.catalog.packages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dockerrm.catalog.PackageUpload;
import org.dockerrm.catalog.RemovalResult;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.catalog.TypeUse;
import org.dockerrm.catalog.UploadResult;
import org.dockerrm.catalog.image.ImageNeed;
import org.dockerrm.config.PackageSettings;

/**
 * Changes the catalog by uploads and removals (docs/reference/api.md, "Resource types"). Packages
 * that were not uploaded belong to the owner of their package directory: they are never changed.
 */
final class PackageChanges {

  private final PackageCatalog catalog;
  private final PackageStore store;
  private final Uploads uploads;
  private final TypeUse use;
  private final PackageSettings rules;

  PackageChanges(
      PackageCatalog catalog,
      PackageStore store,
      Uploads uploads,
      TypeUse use,
      PackageSettings rules) {
    this.catalog = catalog;
    this.store = store;
    this.uploads = uploads;
    this.use = use;
    this.rules = rules;
  }

  UploadResult upload(PackageUpload upload) {
    try {
      return uploads.take(
          upload, found -> catalog.exclusively(() -> take(found, upload.replace())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private UploadResult take(ResourcePackage found, boolean replace) {
    Optional<ResourcePackage> holder = catalog.state().holder(found.name());
    Optional<String> full =
        store.obstacle(found.directory(), store.home(found.directory(), found.name()), rules);
    if (holder.isEmpty()) {
      if (full.isPresent()) {
        return new UploadResult.Full(full.get());
      }
      put(found);
      return new UploadResult.Added(type(found));
    }
    ResourcePackage old = holder.get();
    if (old.isSameAs(found)) {
      catalog.look();
      return new UploadResult.Unchanged(type(found));
    }
    Optional<String> obstacle = ReplacementRules.toReplacing(old, found, store, replace);
    if (obstacle.isPresent()) {
      return new UploadResult.Conflict(obstacle.get());
    }
    if (full.isPresent()) {
      return new UploadResult.Full(full.get());
    }
    return use.changeUnused(found.name().toString(), () -> put(found))
        ? new UploadResult.Added(type(found))
        : new UploadResult.Conflict(ReplacementRules.instances(found.name()));
  }

  private void put(ResourcePackage found) {
    Path home = store.home(found.directory(), found.name());
    SortedMap<TypeName, ResourcePackage> entries = entries();
    entries.put(found.name(), found.movedTo(home));
    catalog.change(found.name(), entries, () -> store.land(found.directory(), home));
    catalog.look();
  }

  RemovalResult remove(String typeName) {
    Optional<ResourcePackage> entry =
        TypeName.parse(typeName).flatMap(name -> Optional.ofNullable(entries().get(name)));
    if (entry.isEmpty()) {
      return new RemovalResult.Unknown();
    }
    Optional<String> obstacle = ReplacementRules.toRemoving(entry.get(), store);
    if (obstacle.isPresent()) {
      return new RemovalResult.Refused(obstacle.get());
    }
    return use.changeUnused(typeName, () -> drop(entry.get()))
        ? new RemovalResult.Removed()
        : new RemovalResult.Refused(ReplacementRules.instances(entry.get().name()));
  }

  private void drop(ResourcePackage found) {
    SortedMap<TypeName, ResourcePackage> entries = entries();
    entries.remove(found.name());
    Optional<ImageNeed> need = catalog.state().need(found.name());
    catalog.change(found.name(), entries, () -> store.remove(found.directory()));
    catalog.look();
    need.ifPresent(catalog.images()::discard);
  }

  private SortedMap<TypeName, ResourcePackage> entries() {
    return new TreeMap<>(catalog.state().entries());
  }

  private ResourceType type(ResourcePackage found) {
    return catalog.find(found.name().toString()).orElseThrow();
  }
}
