package org.dockerrm.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.jspecify.annotations.Nullable;

/** The body of a request as the web server sees it: how much of it is here already. */
final class IncomingBody {

  private static final String ATTRIBUTE = IncomingBody.class.getName();

  private final Request request;
  private final @Nullable BoundedEndpoint endpoint;
  private final BoundedEndpoint.Peer peer;

  private IncomingBody(
      Request request, @Nullable BoundedEndpoint endpoint, BoundedEndpoint.Peer peer) {
    this.request = request;
    this.endpoint = endpoint;
    this.peer = peer;
  }

  /** Makes the body known to {@link #of}, if there is one. */
  static void offer(org.apache.catalina.connector.Request request) {
    boolean chunked = request.getHeader("Transfer-Encoding") != null;
    if (request.getContentLengthLong() > 0 || chunked) {
      BoundedEndpoint endpoint =
          request.getConnector().getProtocolHandler() instanceof BoundedProtocol protocol
              ? protocol.endpoint()
              : null;
      BoundedEndpoint.Peer peer =
          new BoundedEndpoint.Peer(request.getRemoteAddr(), request.getRemotePort());
      request.setAttribute(ATTRIBUTE, new IncomingBody(request.getCoyoteRequest(), endpoint, peer));
    }
  }

  /** The body of a request, if it has one. */
  static Optional<IncomingBody> of(HttpServletRequest request) {
    return Optional.ofNullable((IncomingBody) request.getAttribute(ATTRIBUTE));
  }

  /** Whether reading it to its end waits for nothing; unknown for one in chunks, so false. */
  boolean isHere() {
    request.action(ActionCode.AVAILABLE, false);
    return request.getContentLengthLong() >= 0
        && request.getAvailable() >= request.getContentLengthLong() - request.getBytesRead();
  }

  /** Has the body end, too short, unless {@link #isRead} is called within some seconds. */
  void mustBeReadWithin(int seconds) {
    if (endpoint != null) {
      endpoint.endAfter(peer, seconds);
    }
  }

  /** Takes {@link #mustBeReadWithin} back. */
  void isRead() {
    if (endpoint != null) {
      endpoint.keep(peer);
    }
  }

  /** Its length in bytes; -1 where it comes in chunks. */
  long length() {
    return request.getContentLengthLong();
  }

  /**
   * Has the connection closed after the answer where the rest is not here: the web server would
   * wait for it otherwise, with a thread.
   */
  void leaveRest() {
    AtomicBoolean read = new AtomicBoolean();
    request.action(ActionCode.REQUEST_BODY_FULLY_READ, read);
    if (!read.get() && !isHere()) {
      request.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }
  }
}
