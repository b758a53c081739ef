package org.dockerrm.api;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dockerrm.location.LocationRefused;
import org.dockerrm.transition.RequestRefused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Errors as RFC 9457 problems with the members of the OSLM family beside them
 * (docs/reference/api.md, "General rules"). Never a stack trace.
 */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  private static final String RETRY_AFTER_SECONDS = "5";

  private final DataSize largestArchive;

  Problems(@Value("${spring.servlet.multipart.max-file-size}") DataSize largestArchive) {
    this.largestArchive = largestArchive;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(RequestRefused refused, HttpServletRequest request) {
    HttpStatus status =
        switch (refused.reason()) {
          case INVALID -> HttpStatus.BAD_REQUEST;
          case NOT_FOUND -> HttpStatus.NOT_FOUND;
          case CONFLICT -> HttpStatus.CONFLICT;
          case TOO_MUCH -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    ResponseEntity<ProblemDetail> answer =
        problem(status, String.valueOf(refused.getMessage()), refused.details(), request);
    return status == HttpStatus.SERVICE_UNAVAILABLE ? later(answer) : answer;
  }

  /** All connections to the database are in use, or it does not answer. */
  @ExceptionHandler({
    CannotCreateTransactionException.class,
    DataAccessResourceFailureException.class
  })
  ResponseEntity<ProblemDetail> unavailable(Exception unavailable, HttpServletRequest request) {
    log.warn(
        "{} {}: {}",
        request.getMethod(),
        ClientText.shown(request.getRequestURI()),
        unavailable.toString());
    String detail = "the resource manager's database cannot be used now";
    return later(problem(HttpStatus.SERVICE_UNAVAILABLE, detail, Map.of(), request));
  }

  private static <T> ResponseEntity<T> later(ResponseEntity<T> answer) {
    return ResponseEntity.status(answer.getStatusCode())
        .headers(answer.getHeaders())
        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
        .body(answer.getBody());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(LocationRefused refused, HttpServletRequest request) {
    HttpStatus status =
        switch (refused.reason()) {
          case INVALID -> HttpStatus.BAD_REQUEST;
          case NOT_FOUND -> HttpStatus.NOT_FOUND;
          case CONFLICT -> HttpStatus.CONFLICT;
        };
    Map<String, List<String>> details =
        status == HttpStatus.BAD_REQUEST ? Map.of("findings", refused.findings()) : Map.of();
    return problem(status, String.valueOf(refused.getMessage()), details, request);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> badRequest(BadRequestException bad, HttpServletRequest request) {
    Map<String, List<?>> details = Map.of("findings", bad.findings());
    return problem(HttpStatus.BAD_REQUEST, String.valueOf(bad.getMessage()), details, request);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> notFound(NotFoundException missing, HttpServletRequest request) {
    return problem(HttpStatus.NOT_FOUND, String.valueOf(missing.getMessage()), Map.of(), request);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> conflict(ConflictException conflict, HttpServletRequest request) {
    return problem(HttpStatus.CONFLICT, String.valueOf(conflict.getMessage()), Map.of(), request);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> full(CapacityExceededException full, HttpServletRequest request) {
    return problem(
        HttpStatus.INSUFFICIENT_STORAGE, String.valueOf(full.getMessage()), Map.of(), request);
  }

  /** The parts of an upload are not what the web server takes, or the client went away. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> unreadable(MultipartException bad, HttpServletRequest request) {
    return problem(HttpStatus.BAD_REQUEST, "the multipart body cannot be read", Map.of(), request);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unexpected(Exception unexpected, HttpServletRequest request) {
    log.error(
        "{} {} failed", request.getMethod(), ClientText.shown(request.getRequestURI()), unexpected);
    return problem(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "the resource manager failed; its log says why",
        Map.of(),
        request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException unreadable,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    if (unreadable.getCause() instanceof BodyTooLargeException large) {
      HttpStatus tooLarge = HttpStatus.PAYLOAD_TOO_LARGE;
      ProblemDetail problem =
          ProblemDetail.forStatusAndDetail(tooLarge, String.valueOf(large.getMessage()));
      return handleExceptionInternal(unreadable, problem, headers, tooLarge, request);
    }
    return super.handleHttpMessageNotReadable(unreadable, headers, status, request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException bad, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    Class<?> type = bad.getRequiredType();
    String expected = type == boolean.class || type == Boolean.class ? "true or false" : "a number";
    String detail =
        "%s is %s (got: %s)"
            .formatted(
                bad.getPropertyName(), expected, ClientText.shown(String.valueOf(bad.getValue())));
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    return handleExceptionInternal(bad, problem, headers, status, request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleMaxUploadSizeExceededException(
      MaxUploadSizeExceededException large,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(
            status, "the archive is larger than " + largestArchive.toMegabytes() + " MiB");
    return handleExceptionInternal(large, problem, headers, status, request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception exception,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ResponseEntity<Object> answer =
        super.handleExceptionInternal(exception, body, headers, status, request);
    if (answer == null || !(answer.getBody() instanceof ProblemDetail problem)) {
      return answer;
    }
    extend(problem, Map.of(), ((ServletWebRequest) request).getRequest().getRequestURI());
    if (status.isSameCodeAs(HttpStatus.SERVICE_UNAVAILABLE)) {
      return later(answer);
    }
    return answer;
  }

  private static ResponseEntity<ProblemDetail> problem(
      HttpStatus status, String detail, Map<String, ?> details, HttpServletRequest request) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    return ResponseEntity.status(status).body(extend(problem, details, request.getRequestURI()));
  }

  /**
   * Completes a problem.
   *
   * @param url the request's path as it came, which need not be a URI
   */
  static ProblemDetail extend(ProblemDetail problem, Map<String, ?> details, String url) {
    if (problem.getInstance() == null) {
      instance(url).ifPresent(problem::setInstance);
    }
    problem.setProperty("localizedMessage", problem.getDetail());
    problem.setProperty("url", url);
    problem.setProperty("details", details);
    return problem;
  }

  private static Optional<URI> instance(String url) {
    try {
      return Optional.of(new URI(url));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
