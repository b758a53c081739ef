package org.dockerrm.workflow.confinement;

import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;

/** Counts the nodes that a token visits within one transaction, which is never endless. */
final class StepCount implements Session {

  private static final int MOST = 1000;

  private int visited;

  @Override
  public void flush() {
    // Nothing is kept.
  }

  @Override
  public void close() {
    // Nothing is held.
  }

  /** One for each transaction of the engine. */
  static final class Factory implements SessionFactory {

    @Override
    public Class<?> getSessionType() {
      return StepCount.class;
    }

    @Override
    public Session openSession() {
      return new StepCount();
    }
  }

  /** Stands at each node. */
  static final class Listener implements ExecutionListener {

    @Override
    public void notify(DelegateExecution execution) {
      StepCount count = Context.getCommandContext().getSession(StepCount.class);
      if (++count.visited > MOST) {
        throw new ProcessEngineException(
            "more than "
                + MOST
                + " steps without a savepoint, the last at "
                + execution.getCurrentActivityId()
                + "; make a step of the loop asyncBefore");
      }
    }
  }
}
