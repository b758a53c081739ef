package org.dockerrm.event;

/** The trace of requests and messages for a person to read; does nothing when tracing is off. */
public interface TraceFile {

  /** Whether rows are written at all. */
  boolean isEnabled();

  /**
   * Appends the row {@code time,api,request,response} (RFC 4180). Callers mask secrets first. A
   * trace that cannot be written is logged once and never fails the caller.
   *
   * @param api method and path, or the topic of a message
   * @param request the request's body, may be empty
   * @param response the response's body, may be empty
   */
  void append(String api, String request, String response);
}
