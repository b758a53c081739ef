package org.dockerrm.location;

import java.util.List;
import java.util.Optional;

/** The networks of a host. */
public interface Networks {

  /** All networks of the host. */
  List<NetworkView> all();

  /** The network with that id or name; with several of one name, the first that the host names. */
  Optional<NetworkView> find(String idOrName);

  /**
   * Creates a network. A network of that name with the same {@link Host#RESOURCE_ID_LABEL} is
   * returned as it is; one without belongs to another owner and is a {@link
   * HostException.Reason#ALREADY_EXISTS}.
   */
  NetworkView create(NetworkSpec spec);

  /** Removes a network; gone is success, one with attached containers is refused by name. */
  void remove(String networkId);
}
