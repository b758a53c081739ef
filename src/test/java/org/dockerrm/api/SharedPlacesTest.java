package org.dockerrm.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedPlacesTest {

  private final SharedPlaces places = new SharedPlaces(4);

  @Test
  void oneAddressGetsHalfOfThem() {
    assertThat(places.take("a")).isTrue();
    assertThat(places.take("a")).isTrue();
    assertThat(places.take("a")).isFalse();

    assertThat(places.take("b")).isTrue();
    assertThat(places.take("c")).isTrue();
    assertThat(places.take("d")).isFalse();
  }

  @Test
  void aPlaceThatIsGivenBackCanBeTakenAgain() {
    places.take("a");
    places.take("a");
    places.giveBack("a");

    assertThat(places.take("a")).isTrue();
    assertThat(places.take("a")).isFalse();
  }
}
