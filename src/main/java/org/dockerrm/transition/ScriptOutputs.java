package org.dockerrm.transition;

import java.util.List;

/** What scripts wrote: kept as long as their requests, whatever becomes of the instances. */
public interface ScriptOutputs {

  /** The last scripts of an instance, the newest first. */
  List<ScriptOutput> ofInstance(String resourceId, int most);

  /** The scripts of a request in the order in which they ran. */
  List<ScriptOutput> ofRequest(String requestId);
}
