package org.dockerrm.api;

import java.io.IOException;
import org.springframework.util.unit.DataSize;

/** A request's body is larger than the manager reads. */
class BodyTooLargeException extends IOException {

  private static final long serialVersionUID = 1L;

  BodyTooLargeException(DataSize limit) {
    super("the body is larger than " + limit.toKilobytes() + " KiB");
  }
}
