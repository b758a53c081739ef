package org.dockerrm.api;

/** The URL names something that does not exist; the message is fit for clients. */
class NotFoundException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotFoundException(String message) {
    super(message);
  }
}
