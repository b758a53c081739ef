package org.dockerrm.location.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.Network;
import org.junit.jupiter.api.Test;

class DockerViewsTest {

  @Test
  void theDefaultBridgeOfANewEngineHasTheFirstAddressOfItsSubnet() throws Exception {
    assertThat(gateway("{\"Subnet\": \"172.17.0.0/16\"}", "true")).isEqualTo("172.17.0.1");
  }

  @Test
  void aGatewayThatTheEngineTellsCounts() throws Exception {
    assertThat(gateway("{\"Subnet\": \"172.17.0.0/16\", \"Gateway\": \"172.17.0.5\"}", "true"))
        .isEqualTo("172.17.0.5");
  }

  @Test
  void anotherNetworkWithoutAGatewayHasNone() throws Exception {
    assertThat(gateway("{\"Subnet\": \"172.18.0.0/16\"}", "false")).isEmpty();
  }

  private static String gateway(String range, String isDefault) throws JsonProcessingException {
    String answer =
        """
        {"Id": "6cedc632985fecd7ecb84490b72f0fc2f3dc59923974a9f0f6ae34cf46f7d536",
         "Name": "bridge", "Driver": "bridge",
         "IPAM": {"Driver": "default", "Options": null, "Config": [%s]},
         "Options": {"com.docker.network.bridge.default_bridge": "%s"}}
        """
            .formatted(range, isDefault);
    return DockerViews.network(new ObjectMapper().readValue(answer, Network.class)).gateway();
  }
}
