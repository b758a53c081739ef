package org.dockerrm.location.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import java.time.Duration;

/**
 * How engines are spoken to.
 *
 * @param layer what all calls go through
 * @param answerLimit longest time for a call without user-defined duration
 */
record TransportDecorator(Layer layer, Duration answerLimit) {

  /** Nothing in between, and 30 s for an answer. */
  static final TransportDecorator PLAIN =
      new TransportDecorator((location, transport) -> transport, Duration.ofSeconds(30));

  TransportDecorator {
    if (answerLimit.isNegative() || answerLimit.isZero()) {
      throw new IllegalArgumentException("an engine needs time to answer");
    }
  }

  /**
   * Stands between the calls to engines and their connections: to measure them, or to break them.
   */
  @FunctionalInterface
  interface Layer {

    /** The transport that the calls to a location's engine are to use, around the real one. */
    DockerHttpClient around(String location, DockerHttpClient transport);
  }
}
