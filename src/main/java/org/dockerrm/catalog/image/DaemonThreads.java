package org.dockerrm.catalog.image;

import java.util.concurrent.ThreadFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Daemon threads: they do not keep the process running. */
final class DaemonThreads {

  private DaemonThreads() {}

  static ThreadFactory daemons(String name) {
    CustomizableThreadFactory factory = new CustomizableThreadFactory(name + "-");
    factory.setDaemon(true);
    return factory;
  }
}
