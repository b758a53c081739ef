package org.dockerrm.api;

/** There is no room for what is sent; the message names the setting. */
class CapacityExceededException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CapacityExceededException(String reason) {
    super(reason);
  }
}
