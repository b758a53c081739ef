package org.dockerrm.database;

import java.util.stream.Stream;

/** A bean with threads that live as long as it does; health tells how they work. */
@FunctionalInterface
public interface HasWorkers {

  /** The threads, or pools of them, that it has now. */
  Stream<Worker> workers();
}
