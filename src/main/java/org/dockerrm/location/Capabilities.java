package org.dockerrm.location;

import java.util.List;
import java.util.Set;

/** The Linux capabilities, by their names without {@code CAP_}. */
public final class Capabilities {

  /** All of them. */
  public static final String ALL = "ALL";

  private static final Set<String> OF_EVERY_CONTAINER =
      Set.of(
          "AUDIT_WRITE",
          "CHOWN",
          "DAC_OVERRIDE",
          "FOWNER",
          "FSETID",
          "KILL",
          "MKNOD",
          "NET_BIND_SERVICE",
          "NET_RAW",
          "SETFCAP",
          "SETGID",
          "SETPCAP",
          "SETUID",
          "SYS_CHROOT");

  private static final Set<String> FURTHER =
      Set.of(
          ALL,
          "AUDIT_CONTROL",
          "AUDIT_READ",
          "BLOCK_SUSPEND",
          "BPF",
          "CHECKPOINT_RESTORE",
          "DAC_READ_SEARCH",
          "IPC_LOCK",
          "IPC_OWNER",
          "LEASE",
          "LINUX_IMMUTABLE",
          "MAC_ADMIN",
          "MAC_OVERRIDE",
          "NET_ADMIN",
          "NET_BROADCAST",
          "PERFMON",
          "SYSLOG",
          "SYS_ADMIN",
          "SYS_BOOT",
          "SYS_MODULE",
          "SYS_NICE",
          "SYS_PACCT",
          "SYS_PTRACE",
          "SYS_RAWIO",
          "SYS_RESOURCE",
          "SYS_TIME",
          "SYS_TTY_CONFIG",
          "WAKE_ALARM");

  private Capabilities() {}

  /** Whether there is one of that name; {@link #ALL} stands for all of them. */
  public static boolean isOne(String name) {
    return OF_EVERY_CONTAINER.contains(name) || FURTHER.contains(name);
  }

  /** Those of the names that a Docker engine does not give every container by default. */
  public static List<String> beyondDefault(List<String> names) {
    return names.stream().filter(name -> !OF_EVERY_CONTAINER.contains(name)).toList();
  }
}
