package org.dockerrm.transition;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.dockerrm.transition.JdbcRequestStore.KeyedTransition;
import org.dockerrm.transition.RequestRefused.Reason;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** Accepts one request for each idempotency key. */
@Component
class AcceptedOnce {

  private final JdbcRequestStore store;

  AcceptedOnce(JdbcRequestStore store) {
    this.store = store;
  }

  /**
   * The request that was accepted first with a key, or else what is accepted now.
   *
   * @param key null where there is none
   * @param acceptance stores a request with that key, all or nothing
   * @throws RequestRefused where the key was used for another request, or as {@code acceptance}
   */
  Request accept(@Nullable IdempotencyKey key, Supplier<Request> acceptance) {
    Optional<Request> first = acceptedBefore(key);
    if (first.isPresent()) {
      return first.get();
    }
    try {
      return acceptance.get();
    } catch (DuplicateKeyException lostRace) {
      // The request with the key is committed by now, so that a second look-up finds it.
      return acceptedBefore(key).orElseGet(acceptance);
    } catch (RequestRefused refused) {
      // It may be the twin with this key, stored since the first look, that stands in the way.
      return acceptedBefore(key).orElseThrow(() -> refused);
    }
  }

  private Optional<Request> acceptedBefore(@Nullable IdempotencyKey key) {
    if (key == null) {
      return Optional.empty();
    }
    Optional<KeyedTransition> found = store.findByKey(key.key());
    if (found.isPresent() && !key.fits(found.get().bodyHash())) {
      String requestId = found.get().transition().requestId();
      throw new RequestRefused(
          Reason.CONFLICT,
          "the Idempotency-Key was used for request "
              + requestId
              + ", which asks for something else",
          Map.of("requestId", requestId));
    }
    return found.map(KeyedTransition::transition);
  }
}
