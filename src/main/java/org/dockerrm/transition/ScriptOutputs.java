package org.dockerrm.transition;

import java.util.List;

/** What scripts write: kept as long as their requests, whatever becomes of the instances. */
public interface ScriptOutputs {

  /** The last scripts of an instance, the newest first. */
  List<ScriptOutput> ofInstance(String resourceId, int most);

  /**
   * The scripts of a request in the order in which they ran; of one under way what it has written
   * so far, if its container can be read.
   */
  List<ScriptOutput> ofRequest(String requestId);

  /**
   * The same for one who asks again and again: {@code from} and {@code output} of a script go on
   * from what they were, also when it ends. However many ask, its container is read about once a
   * second.
   */
  List<ScriptOutput> follow(String requestId);
}
