package org.dockerrm.catalog;

/** A container setting whose value makes no sense; the message names its key and the value. */
public class IllegalSettingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Names the setting and what is wrong with it. */
  public IllegalSettingException(String message) {
    super(message);
  }
}
