package org.dockerrm.location.docker;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/** The body of one answer, which fails where it goes beyond its bounds. */
final class BoundedBody extends FilterInputStream {

  /** Most bytes of all documents of one connection pool that are being read at a moment. */
  static final long TOGETHER = 96L << 20;

  /** What is left of an answer that was read to its end: the last piece of its encoding. */
  private static final int REST = 4096;

  private final AnswerKind kind;
  private final long most;
  private final AnswerDeadline deadline;
  private final AtomicLong together;
  private final JsonWeight json = new JsonWeight();
  private long read;
  private boolean closed;

  /**
   * @param most most bytes
   * @param together the bytes of all documents that are being read through the same connections
   */
  BoundedBody(
      InputStream body, AnswerKind kind, long most, AnswerDeadline deadline, AtomicLong together) {
    super(body);
    this.kind = kind;
    this.most = most;
    this.deadline = deadline;
    this.together = together;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count;
    try {
      count = super.read(bytes, offset, length);
    } catch (IOException e) {
      throw deadline.explain(e);
    }
    if (count > 0) {
      check(bytes, offset, count);
    }
    return count;
  }

  private void check(byte[] bytes, int offset, int count) throws EngineAnswerException {
    read += count;
    if (read > most) {
      throw tooLarge("has more than " + (most >> 20) + " MB");
    }
    if (kind.isJson() && json.add(bytes, offset, count) > kind.weight()) {
      throw tooLarge("needs more than " + (kind.weight() >> 20) + " MB of memory");
    }
    if (kind == AnswerKind.DOCUMENT && together.addAndGet(count) > TOGETHER) {
      throw tooLarge(
          "and others that are read have more than " + (TOGETHER >> 20) + " MB together");
    }
  }

  private EngineAnswerException tooLarge(String why) {
    deadline.abort();
    return new EngineAnswerException(why);
  }

  @Override
  public long skip(long count) throws IOException {
    byte[] skipped = new byte[(int) Math.min(count, REST)];
    return Math.max(0, read(skipped, 0, skipped.length));
  }

  /** Does not read what is left: that may be without end, and would be read by the library. */
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    if (kind == AnswerKind.DOCUMENT) {
      together.addAndGet(-read);
    }
    boolean abandoned = !isShortToTheEnd();
    if (abandoned) {
      deadline.abort();
    }
    try {
      super.close();
    } catch (IOException e) {
      // The library looks for the end of an answer whose connection was closed just now.
      if (!abandoned) {
        throw e;
      }
    }
  }

  private boolean isShortToTheEnd() {
    try {
      return in.readNBytes(REST).length < REST;
    } catch (IOException e) {
      return false;
    }
  }
}
