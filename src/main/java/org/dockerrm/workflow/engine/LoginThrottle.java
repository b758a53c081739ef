package org.dockerrm.workflow.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Slows down who guesses passwords: wrong ones for an account from an address, or from an address
 * for any accounts, make it wait longer and longer, up to a minute. Nothing is locked: another
 * address is not affected, and neither is a password that was right before.
 */
@Component
class LoginThrottle {

  private static final int FREE_PER_ACCOUNT = 3;
  private static final int FREE_PER_ADDRESS = 30;
  private static final int LONGEST_EXPONENT = 6;
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
  private static final int MOST_KEPT = 10_000;
  private static final int LOCKS = 64;
  private static final String ANY_ACCOUNT = "";
  private static final String HASH = "HmacSHA256";

  private final Clock clock;
  private final SecretKeySpec secret;
  private final List<Lock> locks = Stream.<Lock>generate(ReentrantLock::new).limit(LOCKS).toList();
  private final Cache<Attempts, Failures> failures = cache();
  private final Cache<String, byte[]> right = cache();

  LoginThrottle(Clock clock) {
    this.clock = clock;
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.secret = new SecretKeySpec(random, HASH);
  }

  private static <K, V> Cache<K, V> cache() {
    return Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterAccess(FORGOTTEN_AFTER).build();
  }

  /**
   * Attempts from a network: an IPv6 client has a whole /64 of addresses, a local one all of the
   * loopback addresses.
   */
  private record Attempts(String network, String account) {

    static Attempts from(String address, String account) {
      return new Attempts(network(address), account);
    }

    private static String network(String address) {
      try {
        InetAddress parsed = InetAddress.getByName(address);
        if (parsed.isLoopbackAddress()) {
          return "loopback";
        }
        return parsed instanceof Inet6Address
            ? HexFormat.of().formatHex(parsed.getAddress(), 0, 8)
            : address;
      } catch (UnknownHostException notAnAddress) {
        return address;
      }
    }
  }

  private record Failures(int count, Instant until) {}

  /**
   * The lock under which the passwords of an account from an address are checked: one at a time, so
   * that each waits for what those before it led to.
   */
  Lock lock(String address, String account) {
    return locks.get(Math.floorMod(Attempts.from(address, account).hashCode(), LOCKS));
  }

  /** How long a password is not even looked at; zero where it is. */
  Duration wait(String address, String account, String password) {
    byte[] known = right.getIfPresent(account);
    if (known != null && MessageDigest.isEqual(known, hash(account, password))) {
      return Duration.ZERO;
    }
    Duration own = wait(Attempts.from(address, account));
    Duration all = wait(Attempts.from(address, ANY_ACCOUNT));
    return own.compareTo(all) > 0 ? own : all;
  }

  private Duration wait(Attempts attempts) {
    Failures before = failures.getIfPresent(attempts);
    Duration left =
        before == null ? Duration.ZERO : Duration.between(clock.instant(), before.until());
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** A wrong password, or an account that does not exist. */
  void failed(String address, String account) {
    count(Attempts.from(address, account), FREE_PER_ACCOUNT);
    count(Attempts.from(address, ANY_ACCOUNT), FREE_PER_ADDRESS);
  }

  private void count(Attempts attempts, int free) {
    failures
        .asMap()
        .compute(
            attempts,
            (same, before) -> {
              int count = before == null ? 1 : before.count() + 1;
              return new Failures(count, clock.instant().plus(delay(count - free)));
            });
  }

  private static Duration delay(int beyond) {
    if (beyond < 0) {
      return Duration.ZERO;
    }
    return beyond >= LONGEST_EXPONENT ? LONGEST : Duration.ofSeconds(1L << beyond);
  }

  /** A right password. */
  void succeeded(String address, String account, String password) {
    failures.invalidate(Attempts.from(address, account));
    right.put(account, hash(account, password));
  }

  private byte[] hash(String account, String password) {
    try {
      Mac mac = Mac.getInstance(HASH);
      mac.init(secret);
      mac.update(account.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + HASH, e);
    }
  }
}
