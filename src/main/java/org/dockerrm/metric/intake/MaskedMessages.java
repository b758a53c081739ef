package org.dockerrm.metric.intake;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dockerrm.catalog.SecretMask;
import org.dockerrm.secret.InstanceSecrets;
import org.dockerrm.secret.SecretsKept;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Messages of metrics without the secrets of their publishers. Masks are kept, so that a flood of
 * reports asks the database little, and known publishers are accepted while it does not answer.
 */
@Component
class MaskedMessages implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MaskedMessages.class);
  private static final int MOST_WAITING = 10_000;
  private static final long MOST_WEIGHT = 1 << 21;
  private static final Duration RENEWED = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final int LOOKUPS_AT_ONCE = 2;
  private static final String WITHHELD =
      "(withheld: the manager cannot look up now which secrets it may hold)";

  private final ExecutorService lookups =
      new ThreadPoolExecutor(
          0,
          LOOKUPS_AT_ONCE,
          10,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(MOST_WAITING),
          lookup -> {
            Thread thread = new Thread(lookup, "metric-secrets");
            thread.setDaemon(true);
            return thread;
          });
  private final AsyncLoadingCache<String, SecretMask> masks;

  MaskedMessages(InstanceSecrets secrets, Clock clock) {
    masks =
        Caffeine.newBuilder()
            .maximumWeight(MOST_WEIGHT)
            .weigher((String resourceId, SecretMask mask) -> mask.weight())
            .refreshAfterWrite(RENEWED)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .executor(lookups)
            .buildAsync(secrets::maskFor);
  }

  /** The message; a note in its place where the secrets cannot be looked up. */
  String masked(String resourceId, String message) {
    if (message.isBlank()) {
      return message;
    }
    try {
      return masks.get(resourceId).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).mask(message);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return WITHHELD;
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("the secrets of {} cannot be looked up", resourceId, e);
      return WITHHELD;
    }
  }

  @TransactionalEventListener(fallbackExecution = true)
  void changed(SecretsKept kept) {
    masks.synchronous().invalidate(kept.resourceId());
  }

  @Override
  public void close() {
    lookups.shutdownNow();
  }
}
