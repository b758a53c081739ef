package org.dockerrm.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * IPv4 addresses out of which networks get a subnet that ask for none.
 *
 * @param first the first address, as a number
 * @param prefix how many leading bits all its addresses share, 8 to 24
 */
public record NetworkPool(int first, int prefix) {

  /** 10.64.0.0/10, which is 16,384 subnets. */
  public static final NetworkPool DEFAULT = new NetworkPool(10 << 24 | 64 << 16, 10);

  static final String FORM = "is not a range of IPv4 addresses such as 10.64.0.0/10, /8 to /24";

  private static final int LEAST_PREFIX = 8;
  private static final int SUBNET_PREFIX = 24;
  private static final Pattern RANGE =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

  /** The pool that a text such as {@code 10.64.0.0/10} names, if it names one. */
  static Optional<NetworkPool> parse(String text) {
    Matcher range = RANGE.matcher(text);
    if (!range.matches()) {
      return Optional.empty();
    }
    int first = 0;
    for (int part = 1; part <= 4; part++) {
      int number = Integer.parseInt(range.group(part));
      if (number > 255) {
        return Optional.empty();
      }
      first = first << 8 | number;
    }
    int prefix = Integer.parseInt(range.group(5));
    boolean fits =
        prefix >= LEAST_PREFIX && prefix <= SUBNET_PREFIX && first << prefix == 0 && first != 0;
    return fits ? Optional.of(new NetworkPool(first, prefix)) : Optional.empty();
  }

  /** Its subnets of 256 addresses in ascending order, as {@code 10.64.0.0/24}. */
  public Stream<String> subnets() {
    return IntStream.range(0, 1 << (SUBNET_PREFIX - prefix))
        .map(number -> first + (number << 8))
        .mapToObj(address -> text(address) + "/" + SUBNET_PREFIX);
  }

  private static String text(int address) {
    return "%d.%d.%d.%d"
        .formatted(address >>> 24, address >>> 16 & 255, address >>> 8 & 255, address & 255);
  }

  @Override
  public String toString() {
    return text(first) + "/" + prefix;
  }
}
