package org.dockerrm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {

  private final AllowedHosts hosts = new AllowedHosts(Set.of("rm.example", "rm"));

  @ParameterizedTest
  @ValueSource(strings = {"rm.example", "RM.Example:8443", "rm.example.:80", "rm", "rm:8081"})
  void aConfiguredNameIsAllowedInAnyCaseAndWithAnyPort(String host) {
    assertThat(hosts.allows(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a.rm.example", "rm.example.evil", "example", "rm.example..", "rm@evil", ""})
  void aNameThatOnlyContainsAConfiguredOneIsNot(String host) {
    assertThat(hosts.allows(host)).isFalse();
  }
}
