package org.dockerrm.location;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** An address range, IPv4 or IPv6. */
public final class Cidr {

  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

  private final byte[] address;
  private final int prefix;

  private Cidr(byte[] address, int prefix) {
    this.address = address;
    this.prefix = prefix;
  }

  /** The range that a text names, if it names one. */
  public static Optional<Cidr> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !ADDRESS.matcher(text.substring(0, slash)).matches()) {
      return Optional.empty();
    }
    try {
      byte[] address = InetAddress.getByName(text.substring(0, slash)).getAddress();
      int prefix = Integer.parseInt(text.substring(slash + 1));
      boolean fits = prefix >= 0 && prefix <= address.length * 8;
      return fits ? Optional.of(new Cidr(address, prefix)) : Optional.empty();
    } catch (UnknownHostException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Whether two texts name ranges that have an address in common. */
  public static boolean overlap(String one, String other) {
    return parse(one).flatMap(a -> parse(other).map(a::overlaps)).orElse(false);
  }

  /** Whether a range, given as a text, holds an IPv4 address; false where either is none. */
  public static boolean contains(String range, String address) {
    return overlap(range, address + "/32");
  }

  /** The first address that a host can have in a range; empty where the text names none. */
  public static Optional<String> firstAddress(String range) {
    return parse(range).map(Cidr::first);
  }

  /** A private IPv6 range of 64 bits, always the same for the same seed (RFC 4193). */
  public static String privateIpv6(String seed) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(seed.getBytes(StandardCharsets.UTF_8));
      String hex = HexFormat.of().formatHex(hash, 0, 7);
      return "fd%s:%s:%s:%s::/64"
          .formatted(
              hex.substring(0, 2), hex.substring(2, 6), hex.substring(6, 10), hex.substring(10));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private String first() {
    byte[] first = address.clone();
    for (int bit = prefix; bit < first.length * 8; bit++) {
      first[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
    }
    first[first.length - 1] |= 1;
    try {
      return InetAddress.getByAddress(first).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("addresses have 4 or 16 bytes", e);
    }
  }

  private boolean overlaps(Cidr other) {
    if (address.length != other.address.length) {
      return false;
    }
    int common = Math.min(prefix, other.prefix);
    for (int bit = 0; bit < common; bit++) {
      int mask = 0x80 >> (bit % 8);
      if (((address[bit / 8] ^ other.address[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
