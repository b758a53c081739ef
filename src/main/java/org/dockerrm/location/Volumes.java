package org.dockerrm.location;

import java.util.List;
import java.util.Optional;

/** The named volumes of a host. */
public interface Volumes {

  /** All volumes that bear {@link Host#RESOURCE_ID_LABEL}, in one call. */
  List<VolumeView> own();

  /** The volume of that exact name. */
  Optional<VolumeView> find(String name);

  /**
   * Creates a volume. A volume of that name with the same {@link Host#RESOURCE_ID_LABEL} is
   * returned as it is; one without belongs to another owner and is a {@link
   * HostException.Reason#ALREADY_EXISTS}.
   */
  VolumeView create(VolumeSpec spec);

  /** Removes a volume; gone is success, one that containers use is refused by their names. */
  void remove(String name);
}
