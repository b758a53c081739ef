package org.dockerrm.workflow.step;

import java.nio.file.Files;
import java.nio.file.Path;
import org.dockerrm.transition.RequestRun;

/**
 * The name of the Linux bridge behind a network: readable, so that tools on the host can bind to
 * it, and short enough for the kernel.
 */
final class BridgeName {

  /** The kernel's bound for interface names. */
  private static final int LONGEST = 15;

  /** Keeps network names such as {@code eth0} from taking over the host's own interfaces. */
  private static final String PREFIX = "br-";

  private static final int UNIQUE_PART = 4;

  /** Where Linux lists all interfaces, those without an address too. */
  private static final Path INTERFACES = Path.of("/sys/class/net");

  private BridgeName() {}

  /** A name derived from the network's, made unique by a part of the resourceId. */
  static String of(String network, RequestRun run) {
    String readable = PREFIX + network.replaceAll("[^A-Za-z0-9_.-]+", "-");
    if (readable.length() <= LONGEST && !isTaken(readable, run)) {
      return readable;
    }
    String unique = "-" + run.instance().resourceId().substring(0, UNIQUE_PART);
    int kept = Math.min(readable.length(), LONGEST - unique.length());
    return readable.substring(0, kept) + unique;
  }

  private static boolean isTaken(String bridge, RequestRun run) {
    return isInterfaceHere(bridge)
        || run.host().requireNetworks().all().stream()
            .anyMatch(view -> view.bridgeName().equals(bridge));
  }

  /** The engine would take over an existing bridge; the engine often runs on this machine. */
  private static boolean isInterfaceHere(String bridge) {
    return Files.exists(INTERFACES.resolve(bridge));
  }
}
