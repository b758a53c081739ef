package org.dockerrm.workflow.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DriverOptionsTest {

  @Test
  void readsAnObjectOfTexts() {
    assertThat(DriverOptions.read("{\"type\": \"nfs\", \"o\": \"addr=192.0.2.1,rw\", \"n\": 1}"))
        .isEqualTo(Map.of("type", "nfs", "o", "addr=192.0.2.1,rw", "n", "1"));
    assertThat(DriverOptions.read(" ")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"type=nfs", "[]", "{\"a\": {}}", "{\"a\":", "\"text\""})
  void refusesEverythingElse(String text) {
    assertThatThrownBy(() -> DriverOptions.read(text))
        .isInstanceOf(BpmnError.class)
        .hasMessageContaining("driver_opts: '" + text + "'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "local | {} | false",
        "local | {\"type\": \"tmpfs\", \"device\": \"tmpfs\", \"o\": \"size=1m\"} | false",
        "local | {\"type\": \"nfs\", \"device\": \":/x\", \"o\": \"addr=192.0.2.1\"} | false",
        "local | {\"type\": \"nfs\", \"device\": \"/etc\", \"o\": \"ro, bind\"} | true",
        "local | {\"type\": \"none\", \"device\": \"/etc\", \"o\": \"rbind\"} | true",
        "local | {\"type\": \"ext4\", \"device\": \"/dev/sda1\"} | true",
        "local | {\"device\": \"/dev/sda1\"} | true",
        "local | {\"type\": \"overlay\", \"device\": \"overlay\", \"o\": \"lowerdir=/etc\"} | true",
        "'' | {\"type\": \"none\", \"device\": \"/etc\", \"o\": \"bind\"} | true",
        "plugin | {\"device\": \"/etc\"} | false"
      })
  void knowsWhatReachesIntoTheHost(String driver, String options, boolean reaches) {
    assertThat(
            DriverOptions.reachIntoHost(DriverOptions.driver(driver), DriverOptions.read(options)))
        .isEqualTo(reaches);
  }
}
