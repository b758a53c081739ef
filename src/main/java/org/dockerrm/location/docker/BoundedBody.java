package org.dockerrm.location.docker;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of one answer, which fails where it goes beyond its bounds. */
final class BoundedBody extends FilterInputStream {

  /** What is left of an answer that was read to its end: the last piece of its encoding. */
  private static final int REST = 4096;

  private final AnswerKind kind;
  private final long most;
  private final AnswerDeadline deadline;
  private final AnswerMemory memory = new AnswerMemory();
  private final JsonWeight json = new JsonWeight();
  private long read;
  private boolean closed;

  /**
   * @param most most bytes
   */
  BoundedBody(InputStream body, AnswerKind kind, long most, AnswerDeadline deadline) {
    super(body);
    this.kind = kind;
    this.most = most;
    this.deadline = deadline;
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
    if (!kind.isJson()) {
      return;
    }
    long weight = json.add(bytes, offset, count);
    if (weight > kind.weight()) {
      throw tooLarge("needs more than " + (kind.weight() >> 20) + " MB of memory");
    }
    // What stands before or after a document is read with it, while streams go by.
    long needed = kind == AnswerKind.DOCUMENT ? Math.max(read, weight) : weight;
    if (!memory.take(needed)) {
      throw tooLarge(
          "and others that are read need more memory than "
              + (AnswerMemory.MOST >> 20)
              + " MB together");
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
    memory.release();
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
