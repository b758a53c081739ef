package org.dockerrm.chaos;

import java.util.Locale;

/** What is killed, or ended, again and again while clients put the manager to work. */
enum KillTarget {
  /** The manager's process, on its embedded database. */
  MANAGER,
  /** The Kafka broker that its messages go to. */
  BROKER,
  /** The Docker engine, set up to leave its containers alone when it ends. */
  ENGINE,
  /** The PostgreSQL that it keeps everything in. */
  DATABASE;

  static KillTarget named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
