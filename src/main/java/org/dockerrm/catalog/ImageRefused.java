package org.dockerrm.catalog;

/** An image cannot be built as things are. The message says why and is fit for clients. */
public class ImageRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says why. */
  public ImageRefused(String message) {
    super(message);
  }
}
