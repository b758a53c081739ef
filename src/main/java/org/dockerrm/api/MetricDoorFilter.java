package org.dockerrm.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dockerrm.metric.IntakeResult;
import org.dockerrm.metric.MetricDoor;
import org.dockerrm.metric.MetricPort;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The door for metrics, on a port of its own (docs/reference/metrics-and-policies.md, "Metrics
 * in"): there is nothing else on that port, and no door elsewhere. It stands before almost
 * everything that other requests go through: metrics are many, and each would cost three times as
 * much there.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class MetricDoorFilter extends OncePerRequestFilter {

  private static final Pattern BEARER = Pattern.compile("(?i:bearer) +(.+)");

  private final MetricPort port;
  private final MetricDoor door;
  private final MetricAnswers answers;
  private final BodyGathering gathering;
  private final int largestBody;

  MetricDoorFilter(
      MetricPort port,
      MetricDoor door,
      MetricAnswers answers,
      ProblemWriter problems,
      @Value("${dockerrm.api.max-body-size}") DataSize largestBody) {
    this.port = port;
    this.door = door;
    this.answers = answers;
    this.gathering = new BodyGathering(problems);
    this.largestBody = Math.toIntExact(largestBody.toBytes());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean forMetrics = port.isDoor(request.getLocalPort());
    // Decoded, as the path is that finds a controller.
    boolean metrics = request.getServletPath().equals(MetricPort.PATH);
    if (forMetrics && metrics) {
      take(request, response);
    } else if (forMetrics || metrics) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else {
      chain.doFilter(request, response);
    }
  }

  private void take(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (!request.getMethod().equals("POST")) {
      response.setHeader(HttpHeaders.ALLOW, "POST");
      response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
      return;
    }
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    Matcher bearer = BEARER.matcher(authorization == null ? "" : authorization.strip());
    String key = bearer.matches() ? bearer.group(1) : "";
    Optional<IntakeResult> refusal = door.refusal(key);
    // Of those without a key nothing is kept.
    int keep = refusal.isPresent() ? 0 : largestBody + 1;
    if (IncomingBody.of(request).map(IncomingBody::isHere).orElse(true)) {
      byte[] body = request.getInputStream().readNBytes(keep);
      answer(key, refusal, body, request, response);
    } else {
      gathering.gather(
          request,
          response,
          keep,
          (body, async) -> {
            try {
              answer(key, refusal, body, request, response);
            } finally {
              async.complete();
            }
          });
    }
  }

  private void answer(
      String key,
      Optional<IntakeResult> refusal,
      byte[] body,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (refusal.isPresent()) {
      answers.write(refusal.get(), request, response);
    } else if (body.length > largestBody) {
      answers.writeTooLarge(largestBody, request, response);
    } else {
      answers.write(door.admit(key, body), request, response);
    }
  }
}
