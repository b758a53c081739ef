package org.dockerrm.api;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dockerrm.database.Background;
import org.dockerrm.transition.Request;
import org.dockerrm.transition.RequestEnded;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * Clients that wait for the ends of requests. A waiting client has a connection and no thread: the
 * end of a request, as an event, answers it, or else the web server's timeout. One thread for all
 * reads what they are answered.
 */
@Component
class StatusWaits {

  private static final int MOST_SECONDS = 60;
  private static final Pattern WAIT = Pattern.compile("([0-9]{1,3})s?");
  private static final Pattern PREFERENCE = Pattern.compile("(?:.*[,; ])?wait=([0-9]{1,3}).*");

  /** How often requests are looked at that may have ended in another manager of the database. */
  private static final Duration ELSEWHERE = Duration.ofSeconds(5);

  private final Map<String, Set<Wait>> waiting = new ConcurrentHashMap<>();
  private final AtomicInteger waiters = new AtomicInteger();
  private final Background background = new Background("status-waits", 1);
  private final int most;

  StatusWaits(@Value("${dockerrm.status.waiters:1000}") int most) {
    this.most = most;
    background.start();
    background.every(ELSEWHERE, () -> waiting.keySet().forEach(this::answer));
  }

  /**
   * How long a client wants to wait.
   *
   * @param wait the query parameter, {@code 1s} to {@code 60s}
   * @param prefer the header, which is only a wish
   * @throws BadRequestException where the parameter is something else
   */
  static Duration longest(@Nullable String wait, @Nullable String prefer) {
    if (wait != null) {
      Matcher given = WAIT.matcher(wait);
      int seconds = given.matches() ? Integer.parseInt(given.group(1)) : 0;
      if (seconds < 1 || seconds > MOST_SECONDS) {
        throw new BadRequestException(
            "wait must be a time from 1s to %ds, not '%s'"
                .formatted(MOST_SECONDS, ClientText.shown(wait)));
      }
      return Duration.ofSeconds(seconds);
    }
    Matcher wish = PREFERENCE.matcher(prefer == null ? "" : prefer);
    return Duration.ofSeconds(
        wish.matches() ? Math.min(MOST_SECONDS, Integer.parseInt(wish.group(1))) : 0);
  }

  /**
   * Answers when the request has ended or the time is over. Where too many wait already, it answers
   * at once.
   *
   * @param now reads the request
   * @param shown what the client is shown of it
   */
  <T> DeferredResult<T> until(
      String requestId, Duration longest, Supplier<Request> now, Function<Request, T> shown) {
    DeferredResult<T> result = new DeferredResult<>(longest.toMillis());
    Wait wait =
        onlyAtTheEnd -> {
          Request found = now.get();
          if (!onlyAtTheEnd || found.state().isFinal()) {
            result.setResult(shown.apply(found));
          }
        };
    if (waiters.incrementAndGet() > most || !background.isRunning()) {
      waiters.decrementAndGet();
      wait.answer(false);
      return result;
    }
    waiting.compute(requestId, (id, others) -> with(others, wait));
    result.onTimeout(() -> wait.answer(false));
    result.onCompletion(() -> remove(requestId, wait));
    // It may have ended before this was known to wait for it.
    background.soon(() -> wait.answer(true));
    return result;
  }

  private static Set<Wait> with(@Nullable Set<Wait> others, Wait wait) {
    Set<Wait> all = others == null ? ConcurrentHashMap.newKeySet() : others;
    all.add(wait);
    return all;
  }

  private void remove(String requestId, Wait wait) {
    waiters.decrementAndGet();
    waiting.computeIfPresent(
        requestId,
        (id, all) -> {
          all.remove(wait);
          return all.isEmpty() ? null : all;
        });
  }

  @TransactionalEventListener(fallbackExecution = true)
  void ended(RequestEnded request) {
    if (waiting.containsKey(request.requestId())) {
      background.soon(() -> answer(request.requestId()));
    }
  }

  private void answer(String requestId) {
    waiting.getOrDefault(requestId, Set.of()).forEach(wait -> wait.answer(true));
  }

  /** Answers all before the web server waits for the requests that are under way. */
  @EventListener(ContextClosedEvent.class)
  void stop() {
    background.stop();
    waiting.values().forEach(waits -> waits.forEach(wait -> wait.answer(false)));
  }

  /** One client. */
  private interface Wait {

    /** Answers with the request as it is now, or only if it has ended. */
    void answer(boolean onlyAtTheEnd);
  }
}
