package org.dockerrm.metric.intake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.dockerrm.config.Settings;
import org.dockerrm.inventory.MetricKeys;
import org.dockerrm.inventory.MetricKeys.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Tells whose a metricKey is, from memory: who published before is known while the database is slow
 * or away. What is kept is brought up to date by {@link #refresh}.
 */
@Component
class Sources {

  /** Instances that are kept; beyond that those that publish least are looked up again. */
  static final int MOST_KEPT = 50_000;

  private static final Logger LOG = LoggerFactory.getLogger(Sources.class);
  private static final int MOST_STRANGERS = 10_000;
  private static final Duration STRANGERS_KEPT = Duration.ofSeconds(2);
  private static final int LONGEST_KEY = 255;
  private static final int KEYS_AT_ONCE = 500;
  private static final int LOOKUPS_AT_ONCE = 4;
  private static final Duration LOOKUP_PATIENCE = Duration.ofSeconds(2);

  private final MetricKeys keys;
  private final Clock clock;
  private final int rate;
  private final Cache<String, Source> known;
  private final Cache<String, SourceLookup> strangers;
  private final Semaphore lookups = new Semaphore(LOOKUPS_AT_ONCE);
  private volatile boolean stale;

  Sources(MetricKeys keys, Settings settings, Clock clock) {
    this.keys = keys;
    this.clock = clock;
    this.rate = settings.metrics().rate();
    Ticker ticker = () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
    this.known = Caffeine.newBuilder().maximumSize(MOST_KEPT).build();
    this.strangers =
        Caffeine.newBuilder()
            .maximumSize(MOST_STRANGERS)
            .expireAfterWrite(STRANGERS_KEPT)
            .ticker(ticker)
            .build();
  }

  /** Whose key that is; takes a moment where it was not seen before, and is bounded then. */
  SourceLookup find(String metricKey) {
    if (metricKey.isEmpty() || metricKey.length() > LONGEST_KEY || metricKey.indexOf('\0') >= 0) {
      return new SourceLookup.Unknown();
    }
    Source source = known.getIfPresent(metricKey);
    if (source != null) {
      return new SourceLookup.Known(source);
    }
    SourceLookup stranger = strangers.getIfPresent(metricKey);
    return stranger == null ? lookUp(metricKey) : stranger;
  }

  private SourceLookup lookUp(String metricKey) {
    try {
      if (!lookups.tryAcquire(LOOKUP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return new SourceLookup.Away();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new SourceLookup.Away();
    }
    try {
      return remember(metricKey, keys.publishers(List.of(metricKey)));
    } catch (DataAccessException | TransactionException e) {
      return new SourceLookup.Away();
    } finally {
      lookups.release();
    }
  }

  private SourceLookup remember(String metricKey, List<Publisher> found) {
    if (found.size() == 1) {
      Source fresh = new Source(found.get(0), new TokenBucket(rate, clock));
      Source first = known.asMap().putIfAbsent(metricKey, fresh);
      return new SourceLookup.Known(first == null ? fresh : first);
    }
    SourceLookup refused =
        found.isEmpty() ? new SourceLookup.Unknown() : new SourceLookup.Several();
    strangers.put(metricKey, refused);
    return refused;
  }

  /**
   * Looks for all that are kept: names may have changed, instances may be gone or share a key.
   * Where the database does not answer all stay as they are.
   */
  void refresh() {
    try {
      List<String> all = new ArrayList<>(known.asMap().keySet());
      for (int from = 0; from < all.size(); from += KEYS_AT_ONCE) {
        refresh(all.subList(from, Math.min(from + KEYS_AT_ONCE, all.size())));
      }
      stale = false;
    } catch (DataAccessException | TransactionException e) {
      if (!stale) {
        LOG.warn("Who publishes metrics cannot be looked up, the last state counts", e);
      }
      stale = true;
    }
  }

  private void refresh(List<String> metricKeys) {
    Map<String, List<Publisher>> found =
        keys.publishers(metricKeys).stream().collect(Collectors.groupingBy(Publisher::metricKey));
    for (String key : metricKeys) {
      List<Publisher> now = found.getOrDefault(key, List.of());
      known
          .asMap()
          .computeIfPresent(
              key, (same, source) -> now.size() == 1 ? renewed(source, now.get(0)) : null);
    }
  }

  private static Source renewed(Source source, Publisher now) {
    return source.publisher().equals(now) ? source : new Source(now, source.bucket());
  }

  /** The instances that are kept. */
  Set<String> resourceIds() {
    return known.asMap().values().stream()
        .map(source -> source.publisher().resourceId())
        .collect(Collectors.toCollection(HashSet::new));
  }
}
