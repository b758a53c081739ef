package org.dockerrm.transition;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.dockerrm.transition.JdbcTransitionStore.KeyedTransition;
import org.dockerrm.transition.TransitionRefused.Reason;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** Accepts one request for each idempotency key. */
@Component
class AcceptedOnce {

  private final JdbcTransitionStore store;

  AcceptedOnce(JdbcTransitionStore store) {
    this.store = store;
  }

  /**
   * The request that was accepted first with a key, or else what is accepted now.
   *
   * @param key null where there is none
   * @param acceptance stores a request with that key, all or nothing
   * @throws TransitionRefused where the key was used for another request, or as {@code acceptance}
   */
  Transition accept(@Nullable IdempotencyKey key, Supplier<Transition> acceptance) {
    Optional<Transition> first = acceptedBefore(key);
    if (first.isPresent()) {
      return first.get();
    }
    try {
      return acceptance.get();
    } catch (DuplicateKeyException lostRace) {
      // The request with the key is committed by now, so that a second look-up finds it.
      return acceptedBefore(key).orElseGet(acceptance);
    } catch (TransitionRefused refused) {
      // It may be the twin with this key, stored since the first look, that stands in the way.
      return acceptedBefore(key).orElseThrow(() -> refused);
    }
  }

  private Optional<Transition> acceptedBefore(@Nullable IdempotencyKey key) {
    if (key == null) {
      return Optional.empty();
    }
    Optional<KeyedTransition> found = store.findByKey(key.key());
    if (found.isPresent() && !key.fits(found.get().bodyHash())) {
      String requestId = found.get().transition().requestId();
      throw new TransitionRefused(
          Reason.CONFLICT,
          "the Idempotency-Key was used for request "
              + requestId
              + ", which asks for something else",
          Map.of("requestId", requestId));
    }
    return found.map(KeyedTransition::transition);
  }
}
