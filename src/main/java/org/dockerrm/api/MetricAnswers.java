package org.dockerrm.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.dockerrm.metric.IntakeResult;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** The answers to publishers: no content, or a problem as everywhere else. */
@Component
class MetricAnswers {

  private final ProblemWriter problems;

  MetricAnswers(ProblemWriter problems) {
    this.problems = problems;
  }

  void write(IntakeResult admission, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (admission instanceof IntakeResult.Accepted) {
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } else if (admission instanceof IntakeResult.Invalid invalid) {
      String all = String.join("; ", invalid.findings());
      problem(HttpStatus.BAD_REQUEST, all, invalid.findings(), request, response);
    } else if (admission instanceof IntakeResult.TooMany many) {
      long seconds = Math.max(1, many.retryAfter().plusMillis(999).toSeconds());
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
      String detail = "the instance publishes more than it may";
      problem(HttpStatus.TOO_MANY_REQUESTS, detail, List.of(), request, response);
    } else if (admission instanceof IntakeResult.Unavailable unavailable) {
      response.setHeader(HttpHeaders.RETRY_AFTER, "1");
      String detail = unavailable.reason();
      problem(HttpStatus.SERVICE_UNAVAILABLE, detail, List.of(), request, response);
    } else {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
      String detail = "the bearer token is not the metricKey of an instance";
      problem(HttpStatus.UNAUTHORIZED, detail, List.of(), request, response);
    }
  }

  void writeTooLarge(int limit, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String detail = "the body is larger than " + limit + " bytes";
    problem(HttpStatus.PAYLOAD_TOO_LARGE, detail, List.of(), request, response);
  }

  private void problem(
      HttpStatus status,
      String detail,
      List<String> findings,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Map<String, ?> details = findings.isEmpty() ? Map.of() : Map.of("findings", findings);
    problems.write(status, detail, details, request, response);
  }
}
