package org.dockerrm.catalog.packages;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.PackageUpload;
import org.dockerrm.catalog.RemovalResult;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.catalog.TypeUse;
import org.dockerrm.catalog.UploadResult;
import org.dockerrm.catalog.image.ImageLimits;
import org.dockerrm.catalog.image.ImageNeed;
import org.dockerrm.catalog.image.ImageStatus;
import org.dockerrm.catalog.image.Images;
import org.dockerrm.catalog.packages.TypeTimes.Times;
import org.dockerrm.config.PackageSettings;
import org.dockerrm.config.Settings;
import org.dockerrm.location.Locations;
import org.dockerrm.location.LocationsChanged;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The catalog of the packages in the package directories and of the built-in types
 * (docs/reference/packages.md; docs/reference/api.md, "Resource types"). It is read once at the
 * start and then whenever it is asked to; images are looked after in the background.
 */
@Component
final class PackageCatalog implements Catalog {

  private static final Logger log = LoggerFactory.getLogger(PackageCatalog.class);

  private final List<Path> directories;
  private final PackageStore store;
  private final PackageSettings rules;
  private final Uploads uploads;
  private final PackageChanges changes;
  private final TypeTimes times;
  private final CatalogTimeouts patience;
  private final Images images;
  private final ImagePolling looks;

  /** Held while packages are read and images looked for. */
  private final Object scanning = new Object();

  private final AtomicLong asked = new AtomicLong();
  private long answered;

  private volatile CatalogState state = new CatalogState(new TreeMap<>(), Map.of(), Map.of());
  private volatile Map<String, ResourceType> types = Map.of();

  /** The types as the log knows them. */
  private Map<String, ResourceType> told = Map.of();

  @Autowired
  PackageCatalog(
      Settings settings,
      PackageStore store,
      Uploads uploads,
      TypeUse use,
      Locations locations,
      JdbcClient jdbc,
      Clock clock,
      ImageLimits limits) {
    this(
        settings.csarDirs(),
        store,
        uploads,
        use,
        locations,
        jdbc,
        clock,
        limits,
        settings.packages(),
        CatalogTimeouts.DEFAULT);
  }

  PackageCatalog(
      List<Path> directories,
      PackageStore store,
      Uploads uploads,
      TypeUse use,
      Locations locations,
      JdbcClient jdbc,
      Clock clock,
      ImageLimits limits,
      PackageSettings rules,
      CatalogTimeouts patience) {
    this.directories = List.copyOf(directories);
    this.store = store;
    this.changes = new PackageChanges(this, store, uploads, use, rules);
    this.rules = rules;
    this.uploads = uploads;
    this.times = new TypeTimes(jdbc, clock);
    this.patience = patience;
    this.images =
        new Images(
            locations,
            patience.location(),
            limits,
            rules,
            clock,
            need -> state.has(need),
            this::built);
    this.looks = new ImagePolling(this::lookAgain, patience.untilNextLook());
  }

  /** Reads the packages; what their images' locations say is waited for only a moment. */
  @PostConstruct
  void start() {
    synchronized (scanning) {
      SortedMap<TypeName, ResourcePackage> entries = readPackages();
      state = new CatalogState(entries, times.remember(hashes(entries)), Map.of());
      types = state.types();
    }
    looks.first(patience.start());
  }

  @PreDestroy
  void stop() {
    looks.stop();
    images.stop();
  }

  @Override
  public List<ResourceType> types() {
    return List.copyOf(types.values());
  }

  @Override
  public Optional<ResourceType> find(String typeName) {
    return Optional.ofNullable(types.get(typeName));
  }

  @Override
  public List<ResourceType> rescan() {
    long mine = asked.incrementAndGet();
    synchronized (scanning) {
      // A scan that began after this call was made is as good as one of its own.
      if (answered < mine) {
        long all = asked.get();
        scan();
        answered = all;
      }
    }
    return types();
  }

  @Override
  public UploadResult upload(PackageUpload upload) {
    return changes.upload(upload);
  }

  @Override
  public RemovalResult remove(String typeName) {
    return exclusively(() -> changes.remove(typeName));
  }

  /** Does what needs that nothing else reads or changes packages meanwhile. */
  <T> T exclusively(Supplier<T> action) {
    synchronized (scanning) {
      return action.get();
    }
  }

  /** What is known now. */
  CatalogState state() {
    return state;
  }

  /** What looks after the images. */
  Images images() {
    return images;
  }

  /**
   * Has the image of a type made in the background. A package that has changed since it was read is
   * read again first, and its image is then made because of that.
   *
   * @return how the type stands now with its image; why not, where it cannot be made
   */
  ImageStatus makeImage(TypeName type) {
    synchronized (scanning) {
      if (PackageReader.isChanged(state.entries().get(type))) {
        scan();
      }
      Optional<ImageNeed> need = state.need(type);
      String faults = state.faults(type);
      if (need.isEmpty() || !faults.isEmpty()) {
        return new ImageStatus.Unavailable(need.isEmpty() ? "the package is gone" : faults);
      }
      ImageStatus status = images.again(need.get(), state.status(need.get()));
      // What cannot be made again leaves the type as it is.
      if (!(status instanceof ImageStatus.Unusable)) {
        Map<TypeName, ImageStatus> statuses = new LinkedHashMap<>(state.images());
        statuses.put(type, status);
        publish(state.withImages(statuses));
      }
      return status;
    }
  }

  /**
   * Changes the entries exclusively; what was known of the images of one type is forgotten.
   *
   * @param entries how they are afterwards
   * @param onDisk makes it so on disk
   */
  synchronized void change(
      TypeName type, SortedMap<TypeName, ResourcePackage> entries, Runnable onDisk) {
    Map<String, Times> all = times.remember(hashes(entries));
    onDisk.run();
    Map<TypeName, ImageStatus> statuses = new HashMap<>(state.images());
    statuses.remove(type);
    publish(new CatalogState(entries, all, statuses));
  }

  /** Looks for images in the background and builds what is missing; does not block the caller. */
  void look() {
    looks.soon();
  }

  /** Looks for the images on the locations as they are now, and builds what they lack. */
  @EventListener
  void lookOn(LocationsChanged changed) {
    images.forgetUses();
    looks.soon();
  }

  private void scan() {
    SortedMap<TypeName, ResourcePackage> entries = readPackages();
    Images.Update update = images.look(CatalogState.needs(entries), n -> state.status(n), true);
    publish(new CatalogState(entries, times.remember(hashes(entries)), update.statuses()));
    follow(update);
  }

  private void lookAgain(boolean tryAgain) {
    synchronized (scanning) {
      try {
        List<ImageNeed> needs = CatalogState.needs(state.entries());
        Images.Update update = images.look(needs, n -> state.status(n), tryAgain);
        publish(state.withImages(update.statuses()));
        follow(update);
      } catch (RuntimeException e) {
        log.error("images could not be looked for", e);
        looks.later();
      }
    }
  }

  private void follow(Images.Update update) {
    update.begin();
    if (!update.isSettled()) {
      looks.later();
    }
  }

  private synchronized void built(ImageNeed need, String location, ImageStatus status) {
    publish(state.withBuilt(need, location, status));
    if (status instanceof ImageStatus.Unusable) {
      looks.later();
    }
  }

  private synchronized void publish(CatalogState next) {
    state = next;
    types = next.types();
    ChangeLog.tell(told, types);
    told = types;
  }

  private SortedMap<TypeName, ResourcePackage> readPackages() {
    List<Path> all = new ArrayList<>(directories);
    all.addAll(store.directories());
    List<ResourcePackage> found =
        PackageScanner.scan(all, rules.allowRemoteSources()).stream()
            .map(one -> one.withAll(uploads.processFindings(one)))
            .toList();
    return Contents.of(BuiltInTypes.all(), found);
  }

  private static Map<String, String> hashes(SortedMap<TypeName, ResourcePackage> entries) {
    Map<String, String> hashes = new LinkedHashMap<>();
    entries.forEach((name, entry) -> hashes.put(name.toString(), entry.contentHash()));
    return hashes;
  }
}
