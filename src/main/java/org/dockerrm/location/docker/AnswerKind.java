package org.dockerrm.location.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import java.util.regex.Pattern;

/** What an engine answers to a kind of call, with the bounds that follow from it. */
enum AnswerKind {

  /** One JSON document that is read as a whole; all of it has to come in time. */
  DOCUMENT("", 64L << 20, 48L << 20, Clock.WHOLE),

  /** Bytes that are handed on in pieces; all of them have to come in time. */
  ARCHIVE("/containers/[^/]+/archive", 256L << 20, Long.MAX_VALUE, Clock.WHOLE),

  /** Frames that are handed on in pieces, for as long as a script runs or a log is followed. */
  FRAMES(
      "/exec/[^/]+/start|/containers/[^/]+/(logs|attach)", 1L << 30, Long.MAX_VALUE, Clock.BEGIN),

  /** One small JSON document after the other, for as long as the engine is watched. */
  EVENTS("/events", Long.MAX_VALUE, 1L << 20, Clock.BEGIN),

  /** The same; it begins when the context of a build has been sent, and its caller bounds it. */
  PROGRESS("/build|/images/create", Long.MAX_VALUE, 1L << 20, Clock.NONE);

  /** What of an answer has to come within the time for answers. */
  enum Clock {
    WHOLE,
    BEGIN,
    NONE
  }

  /** Most bytes of an answer that says that a call failed. */
  private static final long ERROR_BYTES = 1L << 20;

  private final Pattern path;
  private final long bytes;
  private final long weight;
  private final Clock clock;

  AnswerKind(String path, long bytes, long weight, Clock clock) {
    this.path = Pattern.compile("(/v[0-9.]+)?(" + path + ")(\\?.*)?");
    this.bytes = bytes;
    this.weight = weight;
    this.clock = clock;
  }

  static AnswerKind of(DockerHttpClient.Request request) {
    for (AnswerKind kind : values()) {
      if (kind.path.matcher(request.path()).matches()) {
        return kind;
      }
    }
    return DOCUMENT;
  }

  /** Most bytes of the answer. */
  long bytes(int status) {
    return status < 300 ? bytes : ERROR_BYTES;
  }

  /** Most memory that one JSON document of the answer may take, as {@link JsonWeight} counts it. */
  long weight() {
    return weight;
  }

  boolean isJson() {
    return weight < Long.MAX_VALUE;
  }

  Clock clock() {
    return clock;
  }
}
