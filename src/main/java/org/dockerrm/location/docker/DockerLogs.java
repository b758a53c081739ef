package org.dockerrm.location.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;
import org.dockerrm.location.LogLine;

/** What one engine's containers wrote. */
final class DockerLogs {

  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final DockerClients clients;
  private final DockerCalls calls;
  private final Duration limit;

  DockerLogs(DockerClients clients, DockerCalls calls) {
    this.clients = clients;
    this.calls = calls;
    Duration answer = clients.answerLimit();
    this.limit = answer.compareTo(LONGEST) < 0 ? answer : LONGEST;
  }

  List<LogLine> last(String container, int lines) {
    String doing = "read the log of container " + DockerNames.shown(container);
    if (!DockerNames.isObject(container)) {
      throw new HostException(
          Reason.NOT_FOUND,
          DockerErrors.oneLine("Cannot " + doing + ": no container has such a name."));
    }
    LogTail tail = new LogTail(lines);
    // The stream's own patience ends first, so that it is closed in order.
    boolean ended = calls.call(doing, limit.plusSeconds(2), () -> follow(container, lines, tail));
    if (!ended) {
      throw new HostException(
          Reason.UNREACHABLE,
          "Cannot " + doing + ": it did not end within " + limit.toSeconds() + " s.");
    }
    return tail.lines();
  }

  private boolean follow(String container, int lines, LogTail tail) {
    try (Collector collector = new Collector(tail)) {
      clients
          .streaming()
          .logContainerCmd(container)
          .withStdOut(true)
          .withStdErr(true)
          .withTail(lines)
          .exec(collector);
      return collector.awaitCompletion(limit.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | IOException e) {
      throw calls.errors().translate("read a log", e);
    }
  }

  /** Hands a stream's pieces on. */
  private static final class Collector extends ResultCallback.Adapter<Frame> {

    private final LogTail tail;

    Collector(LogTail tail) {
      this.tail = tail;
    }

    @Override
    public void onNext(Frame frame) {
      boolean error = frame.getStreamType() == StreamType.STDERR;
      tail.append(error ? LogLine.Stream.STDERR : LogLine.Stream.STDOUT, frame.getPayload());
    }
  }
}
