package org.dockerrm.location.docker;

import java.io.IOException;

/** An engine's answer went beyond a bound, and the rest of it is not read. */
final class EngineAnswerException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * @param why what is wrong with the answer, as it follows "its answer"
   */
  EngineAnswerException(String why) {
    super(why);
  }
}
