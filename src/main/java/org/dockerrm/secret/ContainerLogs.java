package org.dockerrm.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.dockerrm.catalog.SecretMask;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.location.Host;
import org.dockerrm.location.HostException;
import org.dockerrm.location.LogLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What the main processes of instances' containers wrote, without secrets. */
@Component
public class ContainerLogs {

  private static final Logger log = LoggerFactory.getLogger(ContainerLogs.class);
  private static final int LAST_LINES = 10;
  private static final int LONGEST_REASON = 1000;
  private static final String CUT = "...";

  private final InstanceSecrets secrets;

  ContainerLogs(InstanceSecrets secrets) {
    this.secrets = secrets;
  }

  /**
   * The last lines of a container's log, the oldest first.
   *
   * @throws HostException where the host does not answer
   */
  public List<LogLine> last(Host host, String containerId, ResourceInstance instance, int lines) {
    return masked(host.workloads().log(containerId, lines), secrets.maskFor(instance));
  }

  /**
   * What a container wrote last, to be put behind the reason why it ended or does not run: {@code
   * "; it wrote last: LINES"}, at most 1,000 characters of it; empty where it wrote nothing or its
   * log cannot be read.
   */
  public String lastWords(Host host, String containerId, ResourceInstance instance) {
    try {
      String text =
          last(host, containerId, instance, LAST_LINES).stream()
              .map(line -> line.text().replaceAll("[\\p{Cntrl}&&[^\t]]", "?").stripTrailing())
              .filter(line -> !line.isEmpty())
              .collect(Collectors.joining("\n"));
      if (text.isEmpty()) {
        return "";
      }
      return "; it wrote last: "
          + (text.length() <= LONGEST_REASON
              ? text
              : CUT + text.substring(text.length() - LONGEST_REASON));
    } catch (HostException e) {
      log.debug("the log of container {} cannot be read", containerId, e);
      return "";
    }
  }

  static List<LogLine> masked(List<LogLine> lines, SecretMask mask) {
    List<String> shown = mask.maskLines(lines.stream().map(LogLine::text).toList());
    List<LogLine> masked = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      LogLine line = lines.get(i);
      // A secret that was cut with its line is no whole one.
      String text = line.cut() ? mask.mask(line.text(), false, true) + CUT : shown.get(i);
      masked.add(new LogLine(line.stream(), text, line.cut()));
    }
    return masked;
  }
}
