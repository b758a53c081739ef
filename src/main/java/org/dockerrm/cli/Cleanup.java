package org.dockerrm.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets a command remove what it made where it fails or is ended from outside. */
final class Cleanup {

  private static final Duration LONGEST = Duration.ofMinutes(3);

  private final Console console;
  private final Cleaning cleaning;
  private final Thread worker = Thread.currentThread();
  private final CountDownLatch cleaned = new CountDownLatch(1);
  private boolean isCleaning;

  /** Removes what a command made. */
  @FunctionalInterface
  interface Cleaning {

    /** Removes all of it; whether nothing is left. */
    boolean all();

    /** A line for each thing that is left; called by another thread while {@link #all} works. */
    default List<String> left() {
      return List.of();
    }
  }

  Cleanup(Console console, Cleaning cleaning) {
    this.console = console;
    this.cleaning = cleaning;
  }

  /**
   * Runs work, and where it does not end well, the cleaning behind it. Ctrl-C and SIGTERM interrupt
   * the work; the process ends once everything is cleaned, or after three minutes with what is
   * left. A failure of the cleaning is suppressed by that of the work.
   */
  static <T> T run(Console console, Callable<T> work, Cleaning cleaning) throws Exception {
    return new Cleanup(console, cleaning).run(work);
  }

  private <T> T run(Callable<T> work) throws Exception {
    Thread hook = new Thread(() -> end(LONGEST));
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return callOrClean(work);
    } finally {
      remove(hook);
      cleaned.countDown();
    }
  }

  <T> T callOrClean(Callable<T> work) throws Exception {
    try {
      return work.call();
    } catch (Exception | Error failure) {
      beginCleaning();
      try {
        cleaning.all();
      } catch (RuntimeException e) {
        failure.addSuppressed(e);
      }
      throw failure;
    }
  }

  /** What cleans must not be interrupted by what ended the work. */
  private synchronized void beginCleaning() {
    isCleaning = true;
    Thread.interrupted();
  }

  private synchronized void interruptWork() {
    if (!isCleaning) {
      worker.interrupt();
    }
  }

  /** What the end of the process does: ends the work, and waits until all is cleaned. */
  void end(Duration longest) {
    console.err().println("\ninterrupted: removing what was made");
    interruptWork();
    try {
      if (!cleaned.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        console.err().printf("not all is removed after %d s%n", longest.toSeconds());
        cleaning.left().forEach(console.err()::println);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
}
