package org.dockerrm.attack;

import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;

/** Code that an evil process wants to run; it counts whenever any of it does. */
public final class Canary implements JavaDelegate, ExecutionListener, TaskListener {

  private static final AtomicInteger SONGS = new AtomicInteger();

  public Canary() {
    SONGS.incrementAndGet();
  }

  /** How often it sang since this was asked last. */
  public static int songs() {
    return SONGS.getAndSet(0);
  }

  public boolean sing() {
    SONGS.incrementAndGet();
    return true;
  }

  public boolean isSong() {
    return sing();
  }

  public void setSong(String song) {
    sing();
  }

  @Override
  public void execute(DelegateExecution execution) {
    sing();
  }

  @Override
  public void notify(DelegateExecution execution) {
    sing();
  }

  @Override
  public void notify(DelegateTask task) {
    sing();
  }

  @Override
  public String toString() {
    sing();
    return "canary";
  }
}
