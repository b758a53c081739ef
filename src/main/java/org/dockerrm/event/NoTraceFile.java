package org.dockerrm.event;

/** Tracing is off. */
final class NoTraceFile implements TraceFile {

  @Override
  public boolean isEnabled() {
    return false;
  }

  @Override
  public void append(String api, String request, String response) {}
}
