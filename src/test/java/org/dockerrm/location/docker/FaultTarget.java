package org.dockerrm.location.docker;

/**
 * A fault and the call that it happens to.
 *
 * @param call the call, by its number among its equals
 * @param fault what happens to it, and to all later ones where the fault stays
 */
public record FaultTarget(EngineCall call, Fault fault) {

  boolean meets(String request, int number) {
    return call.request().equals(request)
        && (fault.stays() ? number >= call.occurrence() : number == call.occurrence());
  }

  @Override
  public String toString() {
    return call + ": " + fault;
  }
}
