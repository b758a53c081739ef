package org.dockerrm.database;

import java.util.stream.Stream;

/** A bean with permanent threads, whose state is part of the manager's health. */
@FunctionalInterface
public interface HasWorkers {

  /** The threads, or pools of them, that it has now. */
  Stream<Worker> workers();
}
