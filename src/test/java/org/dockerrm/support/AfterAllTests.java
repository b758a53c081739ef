package org.dockerrm.support;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Closes what all test classes share, the youngest first: after the last of them, since a database
 * of the tests ends with the virtual machine, and a manager that is closed then waits for it.
 */
public final class AfterAllTests implements LauncherSessionListener {

  private static final Deque<AutoCloseable> OPEN = new ConcurrentLinkedDeque<>();

  static {
    // For tests that are broken off.
    Runtime.getRuntime().addShutdownHook(new Thread(AfterAllTests::closeAll));
  }

  /** Leaves something to be closed. */
  public static void close(AutoCloseable shared) {
    OPEN.push(shared);
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    closeAll();
  }

  private static void closeAll() {
    for (AutoCloseable next = OPEN.poll(); next != null; next = OPEN.poll()) {
      try {
        next.close();
      } catch (Exception e) {
        System.err.println("not closed: " + e);
      }
    }
  }
}
