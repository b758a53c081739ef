package org.dockerrm.location.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.core5.http.HttpException;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;
import org.jspecify.annotations.Nullable;

/** Turns what docker-java throws into {@link HostException}s that an operator can act on. */
final class DockerErrors {

  private static final int MESSAGE_LIMIT = 600;

  private static final List<String> NO_CAPACITY =
      List.of(
          "no available ip",
          "address pool",
          "pool overlaps",
          "address already in use",
          "port is already allocated",
          "no space left",
          "disk quota exceeded",
          "cannot allocate memory");

  private static final List<String> BUSY =
      List.of(
          "already in progress",
          "marked for removal",
          "is restarting",
          "device or resource busy",
          "try again");

  /** The last are the words of an engine that is going down, and has closed its books already. */
  private static final List<String> UNREACHABLE =
      List.of(
          "error while dialing",
          "transport is closing",
          "context deadline exceeded",
          "context canceled",
          "failed to update store for object");

  /** What a library throws at an answer that is not what it should be. */
  private static final List<Class<? extends Throwable>> NOT_UNDERSTOOD =
      List.of(
          NullPointerException.class,
          ClassCastException.class,
          IndexOutOfBoundsException.class,
          ArithmeticException.class,
          DateTimeException.class,
          JsonProcessingException.class);

  private static final String FORGOTTEN = "id already in use";

  /** The remedy for states from which an engine does not recover after a crash. */
  private static final Map<String, String> REMEDIES =
      Map.of(
          FORGOTTEN,
          "it began this container when it went down, and has forgotten it; on its machine,"
              + " 'ctr --namespace moby tasks rm --force' with the container's id ends that",
          "merged: device or resource busy",
          "where that stays, it went down before it had unmounted this; on its machine, 'umount' it");

  /** What a TLS server written in Go answers to a client that uses plain HTTP. */
  private static final String SPEAKS_TLS = "HTTP request to an HTTPS server";

  /** What docker-java makes of an answer without a text. */
  private static final Pattern BARE_STATUS = Pattern.compile("Status [0-9]{3}:?");

  private final URI endpoint;
  private final boolean tls;
  private final ObjectMapper json = new ObjectMapper();

  DockerErrors(URI endpoint) {
    this(endpoint, false);
  }

  /**
   * @param tls whether the engine is spoken to over TLS
   */
  DockerErrors(URI endpoint, boolean tls) {
    this.endpoint = endpoint;
    this.tls = tls;
  }

  /**
   * The exception to throw for a failed call.
   *
   * @param doing what was tried, as it follows "Cannot"
   */
  HostException translate(String doing, Throwable error) {
    HostException known = find(error, HostException.class);
    if (known != null) {
      return known;
    }
    DockerException answer = find(error, DockerException.class);
    if (answer != null) {
      String message = engineMessage(answer);
      if (message.contains(SPEAKS_TLS)) {
        return silent(
            doing,
            "it speaks TLS only, and the location has no tlsDirectory with a client certificate",
            error);
      }
      return new HostException(
          reason(answer.getHttpStatus(), message),
          "Cannot " + doing + ": " + message + remedy(message),
          error);
    }
    EngineAnswerException answered = find(error, EngineAnswerException.class);
    if (answered != null) {
      return new HostException(
          Reason.UNREACHABLE,
          "Cannot %s: the engine at %s cannot be used: its answer %s"
              .formatted(doing, endpoint, answered.getMessage()),
          error);
    }
    if (!isCutOff(error) && NOT_UNDERSTOOD.stream().anyMatch(kind -> find(error, kind) != null)) {
      return new HostException(
          Reason.REFUSED,
          "Cannot %s: the engine at %s gave an answer that lacks what it has to say, or says it"
                  .formatted(doing, endpoint)
              + " in another form (%s)".formatted(describe(error)),
          error);
    }
    return isConnection(error)
        ? silent(doing, why(error), error)
        : new HostException(Reason.REFUSED, "Cannot " + doing + ": " + describe(error), error);
  }

  private static String remedy(String message) {
    return REMEDIES.entrySet().stream()
        .filter(known -> message.contains(known.getKey()))
        .map(known -> " (" + known.getValue() + ")")
        .collect(Collectors.joining());
  }

  private String why(Throwable error) {
    String text = TlsErrors.explain(error).orElseGet(() -> describe(error));
    // With TLS 1.3 a server refuses a certificate after the handshake, and may not be heard.
    return tls && says(text.toLowerCase(Locale.ROOT), List.of("broken pipe", "connection reset"))
        ? text + "; if that persists, it does not trust the client certificate in cert.pem"
        : text;
  }

  /** The exception for a host that gave no answer at all. */
  HostException silent(String doing, String why, @Nullable Throwable error) {
    String message = "Cannot " + doing + ": the engine at " + endpoint + " does not answer: " + why;
    return new HostException(Reason.UNREACHABLE, message, error);
  }

  /**
   * Whether the engine failed at a call for a reason that none of its known ones is: what may be
   * over at the next try, and may be for good.
   */
  boolean isFault(HostException error) {
    return error.reason() == Reason.REFUSED
        && find(error, InternalServerErrorException.class) != null;
  }

  /** The engine's own words, on one line; its status where it says nothing. */
  String engineMessage(DockerException error) {
    String words = words(error);
    return words.isBlank() || BARE_STATUS.matcher(words).matches()
        ? "the engine answered with status " + error.getHttpStatus() + " and no reason"
        : words;
  }

  private String words(DockerException error) {
    String raw = String.valueOf(error.getMessage());
    int brace = raw.indexOf('{');
    if (brace >= 0) {
      try {
        JsonNode message = json.readTree(raw.substring(brace)).path("message");
        return oneLine(message.isTextual() ? message.asText() : raw);
      } catch (JsonProcessingException e) {
        return oneLine(raw);
      }
    }
    return oneLine(raw);
  }

  /** What an answer of the engine means, by its HTTP status and message. */
  static Reason reason(int status, String message) {
    String text = message.toLowerCase(Locale.ROOT);
    if (status == 404) {
      return Reason.NOT_FOUND;
    }
    if (says(text, NO_CAPACITY)) {
      return Reason.NO_CAPACITY;
    }
    if (says(text, BUSY)) {
      return Reason.BUSY;
    }
    if (text.contains(FORGOTTEN)) {
      return Reason.REFUSED;
    }
    if (says(text, List.of("already in use", "already exists", "networks have same bridge name"))) {
      return Reason.ALREADY_EXISTS;
    }
    boolean gateway = status >= 502 && status <= 504;
    return gateway || says(text, UNREACHABLE) ? Reason.UNREACHABLE : Reason.REFUSED;
  }

  /** Text for a message: one line, of bounded length. */
  static String oneLine(String text) {
    String line = text.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
    return line.length() <= MESSAGE_LIMIT ? line : line.substring(0, MESSAGE_LIMIT) + "...";
  }

  /** The first cause of that kind. */
  static <T extends Throwable> @Nullable T find(Throwable error, Class<T> kind) {
    Throwable cause = error;
    for (int depth = 0; cause != null && depth < 20; depth++) {
      if (kind.isInstance(cause)) {
        return kind.cast(cause);
      }
      cause = cause.getCause();
    }
    return null;
  }

  /** Whether an answer ended before it was whole: its reader may fail with what it has by then. */
  private static boolean isCutOff(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause)
        .limit(20)
        .anyMatch(
            cause ->
                cause instanceof JsonEOFException
                    || cause instanceof IOException && !(cause instanceof JsonProcessingException));
  }

  private static boolean isConnection(Throwable error) {
    return find(error, DockerClientException.class) == null
        && (find(error, IOException.class) != null
            || find(error, HttpException.class) != null
            || find(error, InterruptedException.class) != null
            || find(error, IllegalStateException.class) != null);
  }

  /** The words of the first cause, on one line. */
  static String describe(Throwable error) {
    Throwable root = error;
    for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return oneLine(message == null ? root.getClass().getSimpleName() : message);
  }

  private static boolean says(String text, List<String> words) {
    return words.stream().anyMatch(text::contains);
  }
}
