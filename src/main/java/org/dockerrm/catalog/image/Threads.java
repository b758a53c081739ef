package org.dockerrm.catalog.image;

import java.util.concurrent.ThreadFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Threads that keep no process alive. */
final class Threads {

  private Threads() {}

  static ThreadFactory daemons(String name) {
    CustomizableThreadFactory factory = new CustomizableThreadFactory(name + "-");
    factory.setDaemon(true);
    return factory;
  }
}
