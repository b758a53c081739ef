package org.dockerrm.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Lets a command remove what it made where it fails or is ended from outside. */
final class Cleanup {

  private static final Duration LONGEST = Duration.ofMinutes(3);

  private Cleanup() {}

  /**
   * Runs work, and where it does not end well, the cleaning behind it. Ctrl-C and SIGTERM interrupt
   * the work; the process ends once everything is cleaned.
   *
   * @param cleaning returns whether everything is removed
   */
  static <T> T run(Console console, Callable<T> work, BooleanSupplier cleaning) throws Exception {
    Thread worker = Thread.currentThread();
    CountDownLatch cleaned = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              console.err().println("\ninterrupted: removing what was made");
              worker.interrupt();
              await(cleaned);
            });
    Runtime.getRuntime().addShutdownHook(hook);
    boolean well = false;
    try {
      T result = work.call();
      well = true;
      return result;
    } finally {
      // What cleans must not be interrupted by what ended the work.
      Thread.interrupted();
      try {
        if (!well) {
          cleaning.getAsBoolean();
        }
      } finally {
        remove(hook);
        cleaned.countDown();
      }
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the hook runs and waits for what follows.
      return;
    }
  }

  private static void await(CountDownLatch cleaned) {
    try {
      cleaned.await(LONGEST.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
