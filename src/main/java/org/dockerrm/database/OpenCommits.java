package org.dockerrm.database;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * Knows the commits that have begun and not ended: with H2 others see them from their first moment,
 * and the file has them only at the end.
 */
final class OpenCommits implements Durability, TransactionExecutionListener {

  private final Map<TransactionExecution, CompletableFuture<Void>> commits =
      new ConcurrentHashMap<>();

  @Override
  public void beforeCommit(TransactionExecution transaction) {
    commits.put(transaction, new CompletableFuture<>());
  }

  @Override
  public void afterCommit(TransactionExecution transaction, @Nullable Throwable failure) {
    ended(transaction);
  }

  @Override
  public void afterRollback(TransactionExecution transaction, @Nullable Throwable failure) {
    ended(transaction);
  }

  private void ended(TransactionExecution transaction) {
    CompletableFuture<Void> commit = commits.remove(transaction);
    if (commit != null) {
      commit.complete(null);
    }
  }

  @Override
  public void await() {
    CompletableFuture.allOf(commits.values().toArray(CompletableFuture[]::new)).join();
  }
}
