package org.dockerrm.event;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Responses are off: no client reads messages, so none is kept. */
final class NoOutbox implements Outbox {

  private static final Logger LOG = LoggerFactory.getLogger(NoOutbox.class);

  @Override
  public void append(String key, String payload) {
    LOG.debug("Responses are off, no message for {}", key);
  }
}
