package org.dockerrm.location.docker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dockerrm.location.ScriptProgress;

/** Collects what a text about scripts prints until its reply is complete, in bounded memory. */
final class ScriptReply {

  /** Largest properties file, in bytes, in either direction. */
  static final int PARAMETERS_LIMIT = 1 << 20;

  private static final int HEADER_LIMIT = 512;
  private static final int LIMIT = HEADER_LIMIT + (64 << 10) + PARAMETERS_LIMIT + 1;
  private static final int TEXT_LIMIT = 2_000;

  /** In place of where the body begins: what is printed begins with no header. */
  private static final int NO_REPLY = Integer.MAX_VALUE;

  private static final Pattern FINISHED =
      Pattern.compile("dockerrm finished (\\d{1,9}) (\\d{1,9}) (\\d{1,9})");
  private static final Pattern WRITTEN =
      Pattern.compile("dockerrm written (\\d{1,18}) (\\d{1,9}) (\\d{1,9})");
  private static final String LOST = "dockerrm lost ";
  private static final String NOT_STARTED = "dockerrm notstarted ";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
  private int body = -1;
  private Optional<Answer> early = Optional.empty();
  private int exitCode;
  private long from = -1;
  private int outputSize;
  private int parametersSize;

  /** Takes the next piece; whatever goes beyond a reply's largest size is dropped. */
  void append(byte[] piece) {
    int limit = body == NO_REPLY ? TEXT_LIMIT : LIMIT;
    bytes.write(piece, 0, Math.max(0, Math.min(piece.length, limit - bytes.size())));
    if (body < 0) {
      readHeader();
    }
  }

  private void readHeader() {
    byte[] all = bytes.toByteArray();
    int end = 0;
    while (end < all.length && end < HEADER_LIMIT && all[end] != '\n') {
      end++;
    }
    if (end == HEADER_LIMIT) {
      body = NO_REPLY;
      return;
    }
    if (end == all.length) {
      return;
    }
    body = end + 1;
    String header = new String(all, 0, end, StandardCharsets.UTF_8);
    Matcher finished = FINISHED.matcher(header);
    Matcher written = WRITTEN.matcher(header);
    if (written.matches()) {
      from = Long.parseLong(written.group(1));
      outputSize = Integer.parseInt(written.group(2));
      parametersSize = Integer.parseInt(written.group(3));
    } else if (finished.matches()) {
      exitCode = Integer.parseInt(finished.group(1));
      outputSize = Integer.parseInt(finished.group(2));
      parametersSize = Integer.parseInt(finished.group(3));
    } else if (header.startsWith(LOST)) {
      early = Optional.of(new Answer.Lost(header.substring(LOST.length())));
    } else if (header.startsWith(NOT_STARTED)) {
      early = Optional.of(new Answer.NotStarted(header.substring(NOT_STARTED.length())));
    } else {
      body = NO_REPLY;
    }
  }

  /** The reply, once it is complete. */
  Optional<Answer> answer() {
    if (early.isPresent()) {
      return early;
    }
    if (!isWhole() || from >= 0) {
      return Optional.empty();
    }
    if (parametersSize > PARAMETERS_LIMIT) {
      return Optional.of(new Answer.TooLarge());
    }
    byte[] all = bytes.toByteArray();
    int parameters = body + outputSize;
    return Optional.of(
        new Answer.Finished(
            exitCode,
            text(Arrays.copyOfRange(all, body, parameters)),
            text(Arrays.copyOfRange(all, parameters, parameters + parametersSize))));
  }

  /** What {@code read-script.sh} told, once it is complete. */
  Optional<ScriptProgress> written() {
    if (!isWhole() || from < 0 || parametersSize > PARAMETERS_LIMIT) {
      return Optional.empty();
    }
    byte[] all = bytes.toByteArray();
    int parameters = body + outputSize;
    return Optional.of(
        new ScriptProgress(
            from,
            Arrays.copyOfRange(all, body, parameters),
            text(Arrays.copyOfRange(all, parameters, parameters + parametersSize))));
  }

  private boolean isWhole() {
    return body >= 0 && bytes.size() >= (long) body + outputSize + parametersSize;
  }

  /** What came instead of a reply, for a message. */
  String rest() {
    byte[] all = bytes.toByteArray();
    return text(Arrays.copyOf(all, Math.min(all.length, TEXT_LIMIT))).strip();
  }

  /** Bytes as text without the character that a database cannot keep. */
  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).replace("\0", "");
  }

  /** A complete reply. */
  sealed interface Answer {

    /** The script ran to its end. */
    record Finished(int exitCode, String output, String parameters) implements Answer {}

    /** The script ran to its end and left more properties than are read. */
    record TooLarge() implements Answer {}

    /** The script began and its end is unknown. */
    record Lost(String reason) implements Answer {}

    /** The script did not begin: {@code input} if its parameters did not arrive. */
    record NotStarted(String reason) implements Answer {}
  }
}
