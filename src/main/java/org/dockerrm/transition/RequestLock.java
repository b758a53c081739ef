package org.dockerrm.transition;

import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Changes a request while none of its steps runs: the rows of the request and of its open parts are
 * locked, as each step locks its own.
 */
@Component
class RequestLock {

  private final JdbcRequestStore store;
  private final TransactionOperations transactions;

  RequestLock(JdbcRequestStore store, TransactionOperations transactions) {
    this.store = store;
    this.transactions = transactions;
  }

  /**
   * Tries once, in a transaction of its own.
   *
   * @return the request after the change; empty where a step holds it or its process moved on
   *     meanwhile, so that nothing was changed
   */
  Optional<Request> attempt(String requestId, Consumer<Request> change) {
    try {
      return Optional.ofNullable(
          transactions.execute(
              status -> {
                Request locked = store.lock(requestId).orElse(null);
                if (locked == null || !lockParts(locked)) {
                  return null;
                }
                change.accept(locked);
                return store.find(requestId).orElse(locked);
              }));
    } catch (ConcurrencyFailureException movedOn) {
      return Optional.empty();
    }
  }

  private boolean lockParts(Request request) {
    return store.openParts(request.requestId()).stream()
        .allMatch(part -> store.lock(part.requestId()).isPresent());
  }
}
