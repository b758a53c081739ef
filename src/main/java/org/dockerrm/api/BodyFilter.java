package org.dockerrm.api;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dockerrm.metric.MetricPort;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Delays a request of the API until its body has arrived. The bodies of uploads and of the process
 * engine are read by a thread that waits for them: a bounded number of each at a time.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
class BodyFilter extends OncePerRequestFilter {

  private static final String GATHERED = BodyFilter.class.getName();
  private static final int UPLOADS_AT_ONCE = 8;
  private static final int OTHERS_AT_ONCE = 16;
  private static final int SECONDS = 30;
  private static final int SLOWEST_BYTES_A_SECOND = 256 * 1024;

  private final MetricPort metrics;
  private final BodyGathering gathering;
  private final ProblemWriter problems;
  private final int largest;
  private final long largestUpload;
  private final SharedPlaces uploads = new SharedPlaces(UPLOADS_AT_ONCE);
  private final SharedPlaces others = new SharedPlaces(OTHERS_AT_ONCE);

  BodyFilter(
      MetricPort metrics,
      ProblemWriter problems,
      @Value("${dockerrm.api.max-body-size}") DataSize largest,
      @Value("${spring.servlet.multipart.max-request-size}") DataSize largestUpload) {
    this.metrics = metrics;
    this.gathering = new BodyGathering(problems);
    this.problems = problems;
    this.largest = Math.toIntExact(largest.toBytes());
    this.largestUpload = largestUpload.toBytes();
  }

  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getAttribute(GATHERED) instanceof byte[] body) {
      request.removeAttribute(GATHERED);
      chain.doFilter(new GatheredRequest(request, body), response);
    } else if (metrics.isDoor(request.getLocalPort())
        || IncomingBody.of(request).map(IncomingBody::isHere).orElse(true)) {
      chain.doFilter(request, response);
    } else if (comesInParts(request)) {
      waitFor(uploads, uploadSeconds(request), request, response, chain);
    } else if (isForApi(request)) {
      gathering.gather(
          request,
          response,
          largest + 1,
          (body, async) -> {
            request.setAttribute(GATHERED, body);
            async.dispatch();
          });
    } else {
      waitFor(others, SECONDS, request, response, chain);
    }
  }

  private void waitFor(
      SharedPlaces places,
      int seconds,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws ServletException, IOException {
    String address = request.getRemoteAddr();
    if (!places.take(address)) {
      response.setHeader(HttpHeaders.RETRY_AFTER, "5");
      String detail = "too many bodies are on their way; send the request again";
      problems.write(HttpStatus.SERVICE_UNAVAILABLE, detail, Map.of(), request, response);
      return;
    }
    Optional<IncomingBody> body = IncomingBody.of(request);
    body.ifPresent(coming -> coming.mustBeReadWithin(seconds));
    try {
      chain.doFilter(request, response);
    } finally {
      body.ifPresent(IncomingBody::isRead);
      places.giveBack(address);
    }
  }

  /** The seconds that an upload may take; one in chunks as long as the largest. */
  private int uploadSeconds(HttpServletRequest request) {
    long length = request.getContentLengthLong();
    long bytes = length < 0 ? largestUpload : Math.min(length, largestUpload);
    return SECONDS + (int) (bytes / SLOWEST_BYTES_A_SECOND);
  }

  /**
   * Whether a request is for the API, by the path that finds its controller: decoded, normalized
   * and without path parameters. The path as it was sent has many spellings.
   */
  static boolean isForApi(HttpServletRequest request) {
    return request.getServletPath().startsWith("/api/");
  }

  static boolean comesInParts(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && type.stripLeading().toLowerCase(Locale.ROOT).startsWith("multipart/");
  }

  /** A request whose body is in memory; later filters see it as they see any other. */
  private static final class GatheredRequest extends HttpServletRequestWrapper {

    private final byte[] body;

    GatheredRequest(HttpServletRequest request, byte[] body) {
      super(request);
      this.body = body;
    }

    @Override
    public DispatcherType getDispatcherType() {
      return DispatcherType.REQUEST;
    }

    @Override
    public ServletInputStream getInputStream() {
      return new GatheredStream(new ByteArrayInputStream(body));
    }
  }

  private static final class GatheredStream extends ServletInputStream {

    private final ByteArrayInputStream body;

    GatheredStream(ByteArrayInputStream body) {
      this.body = body;
    }

    @Override
    public int read() {
      return body.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return body.read(buffer, offset, length);
    }

    @Override
    public boolean isFinished() {
      return body.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("the body is here already");
    }
  }
}
