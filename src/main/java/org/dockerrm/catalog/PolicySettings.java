package org.dockerrm.catalog;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The settings of a policy as values; a descriptor with others is not published. */
record PolicySettings(Map<String, String> texts) {

  int number(String name, int byDefault) {
    return text(name).map(Integer::valueOf).orElse(byDefault);
  }

  Duration seconds(String name, int byDefault) {
    return Duration.ofSeconds(number(name, byDefault));
  }

  BigDecimal percent(String name, int byDefault) {
    return text(name).map(BigDecimal::new).orElse(BigDecimal.valueOf(byDefault));
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(texts.get(name)).filter(text -> !text.isBlank());
  }
}
