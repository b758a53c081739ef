package org.dockerrm.api;

/** What is asked for cannot be done as things stand. */
class ConflictException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ConflictException(String reason) {
    super(reason);
  }
}
