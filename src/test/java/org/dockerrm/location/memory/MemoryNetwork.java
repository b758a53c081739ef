package org.dockerrm.location.memory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dockerrm.location.Cidr;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;
import org.dockerrm.location.NetworkView;

/** A network with the addresses that it has given out. */
final class MemoryNetwork {

  private final NetworkView view;
  private final Map<String, String> leases = new HashMap<>();

  MemoryNetwork(NetworkView view) {
    this.view = view;
  }

  NetworkView view(List<String> containers) {
    return new NetworkView(
        view.id(),
        view.name(),
        view.driver(),
        view.subnets(),
        view.gateway(),
        view.bridgeName(),
        view.labels(),
        containers,
        view.createdAt());
  }

  NetworkView view() {
    return view;
  }

  String id() {
    return view.id();
  }

  /** Gives a container the address that it asks for, or any free one where it asks for none. */
  String lease(String container, String wanted) {
    if (view.subnets().isEmpty()) {
      return "";
    }
    String address = wanted.isEmpty() ? free() : checked(wanted);
    leases.put(container, address);
    return address;
  }

  void release(String container) {
    leases.remove(container);
  }

  private String checked(String wanted) {
    if (!Cidr.contains(view.subnets().get(0), wanted)) {
      throw new HostException(
          Reason.REFUSED, "Invalid address " + wanted + ": it is not in network " + view.name());
    }
    if (leases.containsValue(wanted) || wanted.equals(view.gateway())) {
      throw new HostException(Reason.NO_CAPACITY, "Address already in use: " + wanted);
    }
    return wanted;
  }

  private String free() {
    String[] range = view.subnets().get(0).split("/");
    int size = 1 << Math.min(16, 32 - Integer.parseInt(range[1]));
    int base = number(range[0]) & -size;
    for (int i = 1; i < size - 1; i++) {
      String address = text(base + i);
      if (!address.equals(view.gateway()) && !leases.containsValue(address)) {
        return address;
      }
    }
    throw new HostException(
        Reason.NO_CAPACITY, "no available IPv4 addresses on network " + view.name());
  }

  private static int number(String address) {
    int number = 0;
    for (String part : address.split("\\.")) {
      number = number << 8 | Integer.parseInt(part);
    }
    return number;
  }

  private static String text(int number) {
    return "%d.%d.%d.%d"
        .formatted(number >>> 24, number >>> 16 & 255, number >>> 8 & 255, number & 255);
  }
}
