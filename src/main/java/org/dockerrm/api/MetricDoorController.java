package org.dockerrm.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dockerrm.metric.Admission;
import org.dockerrm.metric.MetricDoor;
import org.dockerrm.metric.MetricPort;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The door for metrics, on a port of its own (metrics-and-policies, "Metrics in"). */
@RestController
class MetricDoorController {

  private static final Pattern BEARER = Pattern.compile("(?i:bearer) +(.+)");

  private final MetricDoor door;

  MetricDoorController(MetricDoor door) {
    this.door = door;
  }

  @PostMapping(MetricPort.PATH)
  ResponseEntity<?> post(
      @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false)
          @Nullable String authorization,
      @RequestBody(required = false) byte @Nullable [] body,
      HttpServletRequest request) {
    Matcher bearer = BEARER.matcher(authorization == null ? "" : authorization.strip());
    Admission admission =
        bearer.matches()
            ? door.admit(bearer.group(1), body == null ? new byte[0] : body)
            : new Admission.UnknownKey();
    return answer(admission, request);
  }

  private static ResponseEntity<?> answer(Admission admission, HttpServletRequest request) {
    if (admission instanceof Admission.Accepted) {
      return ResponseEntity.noContent().build();
    }
    if (admission instanceof Admission.Invalid invalid) {
      return problem(
          HttpStatus.BAD_REQUEST,
          String.join("; ", invalid.findings()),
          Map.of("findings", invalid.findings()),
          new HttpHeaders(),
          request);
    }
    HttpHeaders headers = new HttpHeaders();
    if (admission instanceof Admission.TooMany many) {
      long seconds = Math.max(1, many.retryAfter().plusMillis(999).toSeconds());
      headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
      String detail = "the instance publishes more than it may";
      return problem(HttpStatus.TOO_MANY_REQUESTS, detail, Map.of(), headers, request);
    }
    if (admission instanceof Admission.Unavailable unavailable) {
      headers.set(HttpHeaders.RETRY_AFTER, "1");
      return problem(
          HttpStatus.SERVICE_UNAVAILABLE, unavailable.reason(), Map.of(), headers, request);
    }
    headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    String detail = "the bearer token is not the metricKey of an instance";
    return problem(HttpStatus.UNAUTHORIZED, detail, Map.of(), headers, request);
  }

  private static ResponseEntity<ProblemDetail> problem(
      HttpStatus status,
      String detail,
      Map<String, List<String>> details,
      HttpHeaders headers,
      HttpServletRequest request) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    return ResponseEntity.status(status)
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(Problems.extend(problem, details, request.getRequestURI()));
  }
}
