package org.dockerrm.api;

/** The URL names something that does not exist; the message is fit for clients. */
class NotFoundException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotFoundException(String message) {
    super(message);
  }

  /** Names the object that does not exist, as the client named it. */
  static NotFoundException of(String kind, String name) {
    return new NotFoundException("%s '%s' not found".formatted(kind, ClientText.shown(name)));
  }
}
