package org.dockerrm.location;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

  @ParameterizedTest
  @CsvSource({
    "10.1.1.0/24, 10.1.1.128/25, true",
    "10.1.1.128/25, 10.1.1.0/24, true",
    "10.1.0.0/16, 10.1.255.0/24, true",
    "10.1.1.0/24, 10.1.2.0/24, false",
    "10.1.1.0/25, 10.1.1.128/25, false",
    "0.0.0.0/0, 192.168.1.1/32, true",
    "10.1.1.7/24, 10.1.1.0/24, true",
    "fd00::/64, fd00::1/128, true",
    "fd00:0:0:1::/64, fd00:0:0:2::/64, false",
    "10.1.1.0/24, fd00::/8, false"
  })
  void rangesOverlapWhereTheyShareAnAddress(String one, String other, boolean overlap) {
    assertThat(Cidr.overlap(one, other)).isEqualTo(overlap);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.1.1.0",
        "10.1.1.0/33",
        "10.1.1.0/-1",
        "10.1.1.0/x",
        "a.example/24",
        "10.300.0.0/24",
        "fd00::/129",
        "/",
        "::::/64"
      })
  void whatIsNoRangeOverlapsNothing(String text) {
    assertThat(Cidr.parse(text)).isEmpty();
    assertThat(Cidr.overlap(text, "0.0.0.0/0")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.1.0/24, 10.1.1.1",
    "10.1.1.77/24, 10.1.1.1",
    "10.1.1.77/16, 10.1.0.1",
    "10.1.1.64/27, 10.1.1.65",
    "fd00:1::/64, fd00:1:0:0:0:0:0:1"
  })
  void aRangesFirstAddressFollowsItsBase(String range, String first) {
    assertThat(Cidr.firstAddress(range)).contains(first);
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/16, 10.1.1.1, true",
    "10.2.0.0/16, 10.1.1.1, false",
    "10.1.0.0/16, '', false",
    "'', 10.1.1.1, false"
  })
  void aRangeContainsItsAddresses(String range, String address, boolean contained) {
    assertThat(Cidr.contains(range, address)).isEqualTo(contained);
  }

  @Test
  void privateRangesDependOnTheirSeedOnly() {
    assertThat(Cidr.privateIpv6("a")).isEqualTo(Cidr.privateIpv6("a")).startsWith("fd");
    assertThat(Cidr.parse(Cidr.privateIpv6("a"))).isPresent();
    assertThat(Cidr.overlap(Cidr.privateIpv6("a"), Cidr.privateIpv6("b"))).isFalse();
  }
}
