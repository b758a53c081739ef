package org.dockerrm.api;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Host header may name: {@code localhost}, an IP address as it is usually written, or a name
 * of the settings. With DNS rebinding a page of another site reaches this machine under a name of
 * its own, which the browser then puts into the Host header.
 */
final class AllowedHosts {

  private static final Pattern AUTHORITY =
      Pattern.compile("([^:@/?#\\[\\]\\s]{1,254}|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{0,5})?");
  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

  /** Decimal, octal and shortened forms are none: browsers do not send them. */
  private static final Pattern IPV4 =
      Pattern.compile("(?!0\\.)" + OCTET + "(?:\\." + OCTET + "){3}");

  private final Set<String> names;

  /**
   * Hosts beside {@code localhost} and IP addresses.
   *
   * @param names in lower case, without port and final dot
   */
  AllowedHosts(Set<String> names) {
    this.names = Set.copyOf(names);
  }

  /** Whether a Host header, with or without a port, names one of them. */
  boolean allows(String header) {
    Matcher authority = AUTHORITY.matcher(header.strip());
    if (!authority.matches()) {
      return false;
    }
    String host = authority.group(1);
    return host.startsWith("[")
        ? isAddress(host)
        : IPV4.matcher(host).matches() || isName(host.toLowerCase(Locale.ROOT));
  }

  private boolean isName(String host) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return name.equals("localhost") || names.contains(name);
  }

  /** All of 0.0.0.0/8 and :: lead to this machine without being an address of it. */
  private static boolean isAddress(String bracketed) {
    try {
      // In brackets nothing is looked up.
      return !InetAddress.getByName(bracketed).isAnyLocalAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
