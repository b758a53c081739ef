package org.dockerrm.event;

import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Keeps messages in the database until the publisher has sent them. */
class JdbcOutbox implements Outbox {

  private final OutboxTable table;
  private final Runnable afterCommit;

  /**
   * @param afterCommit called when an appended message can be seen by others
   */
  JdbcOutbox(OutboxTable table, Runnable afterCommit) {
    this.table = table;
    this.afterCommit = afterCommit;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void append(String key, String payload) {
    table.insert(key, payload);
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            afterCommit.run();
          }
        });
  }
}
