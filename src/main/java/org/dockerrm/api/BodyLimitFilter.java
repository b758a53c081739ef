package org.dockerrm.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds what is read of a request on any path, whatever length the client announces. Uploads of
 * packages have a limit of their own; they are read by the web server, which keeps to it. No other
 * request of the API may come in parts.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class BodyLimitFilter extends OncePerRequestFilter {

  private static final Set<String> UPLOADS =
      Set.of(ResourceManagerApi.ROOT + "/types", ResourceManagerApi.VERSIONED_ROOT + "/types");

  /** Of processes that Camunda Modeler deploys; packages have a limit of their own. */
  private static final DataSize LARGEST_DEPLOYMENT = DataSize.ofMegabytes(4);

  private final DataSize limit;
  private final ProblemWriter problems;

  BodyLimitFilter(@Value("${dockerrm.api.max-body-size}") DataSize limit, ProblemWriter problems) {
    this.limit = limit;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean parts = BodyFilter.comesInParts(request);
    if (!BodyFilter.isForApi(request)) {
      filterOther(parts ? LARGEST_DEPLOYMENT : limit, parts, request, response, chain);
    } else if (!parts) {
      chain.doFilter(new LimitedRequest(request, limit), response);
    } else if (UPLOADS.contains(request.getServletPath())) {
      chain.doFilter(request, response);
    } else {
      String detail = "only POST /types accepts multipart bodies";
      problems.write(HttpStatus.UNSUPPORTED_MEDIA_TYPE, detail, Map.of(), request, response);
    }
  }

  /** What is not of the API reads whole bodies into memory, without a bound of its own. */
  private void filterOther(
      DataSize largest,
      boolean parts,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() > largest.toBytes()) {
      String detail = new BodyTooLargeException(largest).getMessage();
      problems.write(HttpStatus.PAYLOAD_TOO_LARGE, detail, Map.of(), request, response);
    } else if (!parts && request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
      String detail = "a body of this path needs a Content-Length; it may not come in chunks";
      problems.write(HttpStatus.LENGTH_REQUIRED, detail, Map.of(), request, response);
    } else {
      chain.doFilter(parts ? new LimitedRequest(request, largest) : request, response);
    }
  }

  private static final class LimitedRequest extends HttpServletRequestWrapper {

    private final DataSize limit;

    LimitedRequest(HttpServletRequest request, DataSize limit) {
      super(request);
      this.limit = limit;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      if (getContentLengthLong() > limit.toBytes()) {
        throw new BodyTooLargeException(limit);
      }
      return new LimitedStream(super.getInputStream(), limit);
    }
  }

  private static final class LimitedStream extends ServletInputStream {

    private final ServletInputStream body;
    private final DataSize limit;
    private long seen;

    LimitedStream(ServletInputStream body, DataSize limit) {
      this.body = body;
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int value = body.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = body.read(buffer, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int bytes) throws IOException {
      seen += bytes;
      if (seen > limit.toBytes()) {
        throw new BodyTooLargeException(limit);
      }
    }

    @Override
    public boolean isFinished() {
      return body.isFinished();
    }

    @Override
    public boolean isReady() {
      return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      body.setReadListener(listener);
    }
  }
}
