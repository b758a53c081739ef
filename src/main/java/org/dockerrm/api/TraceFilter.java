package org.dockerrm.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.dockerrm.event.TraceFile;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingRequestWrapper;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.springframework.web.util.WebUtils;

/** Writes a row of the trace file for each request (docs/reference/api.md, "Trace file"). */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 30)
class TraceFilter extends OncePerRequestFilter {

  private static final int LONGEST_BODY = 1024 * 1024;

  private final TraceFile trace;
  private final TracedBody bodies;

  TraceFilter(TraceFile trace, TracedBody bodies) {
    this.trace = trace;
    this.bodies = bodies;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !trace.isEnabled() || !BodyFilter.isForApi(request);
  }

  /** An answer that is given later comes in a dispatch of its own; the row is written then. */
  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (EventStreams.mayAnswer(request)) {
      // A response that is buffered for the trace would not reach the client as events.
      chain.doFilter(request, response);
      if (!isAsyncDispatch(request)) {
        trace.append(
            request.getMethod() + " " + request.getRequestURI(),
            "",
            response.getStatus() + " (events)");
      }
      return;
    }
    ContentCachingRequestWrapper asked =
        Objects.requireNonNullElseGet(
            WebUtils.getNativeRequest(request, ContentCachingRequestWrapper.class),
            () -> new ContentCachingRequestWrapper(request, LONGEST_BODY));
    ContentCachingResponseWrapper answered =
        Objects.requireNonNullElseGet(
            WebUtils.getNativeResponse(response, ContentCachingResponseWrapper.class),
            () -> new ContentCachingResponseWrapper(response));
    try {
      chain.doFilter(asked, answered);
    } finally {
      write(request, asked, answered);
    }
  }

  private void write(
      HttpServletRequest request,
      ContentCachingRequestWrapper asked,
      ContentCachingResponseWrapper answered)
      throws IOException {
    if (!asked.isAsyncStarted()) {
      String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
      trace.append(
          request.getMethod() + " " + request.getRequestURI() + query,
          bodies.withoutSecrets(asked.getContentAsByteArray()),
          answered.getStatus() + " " + bodies.withoutDescriptor(answered.getContentAsByteArray()));
      answered.copyBodyToResponse();
    }
  }
}
