package org.dockerrm.api;

/** There is no room for what is sent; the message names the setting. */
class NoRoomException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NoRoomException(String reason) {
    super(reason);
  }
}
