package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.Types;

/** Makes networks through the manager, under names and in subnets of their own. */
final class TestNetworks {

  private final RmClient rm;

  TestNetworks(RmClient rm) {
    this.rm = rm;
  }

  /** A name that no network has. */
  static String newName() {
    return "it-" + UUID.randomUUID().toString().substring(0, 8);
  }

  /** Runs Install of a network: the request's status. */
  JsonNode run(String name, Map<String, String> properties) {
    ObjectNode body = rm.body(Types.NETWORK, "Install", null).put("resourceName", name);
    ObjectNode values = body.putObject("properties");
    properties.forEach(values::put);
    RmClient.Answer answer = rm.post("/lifecycle/transitions", body.toString());
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return rm.end(answer.json().get("requestId").asText());
  }

  /** Installs a network on a free subnet: its resourceId. */
  String install(String name, String prefix) {
    return install(name, prefix, Map.of());
  }

  /** Installs a network on a free subnet, with further properties: its resourceId. */
  String install(String name, String prefix, Map<String, String> more) {
    Map<String, String> properties = new LinkedHashMap<>(onPrefix(prefix));
    properties.putAll(more);
    JsonNode status = run(name, properties);
    assertThat(status.get("requestState").asText()).as(status.toString()).isEqualTo("COMPLETED");
    return status.get("resourceId").asText();
  }

  /** The properties that put a network on a subnet. */
  static Map<String, String> onPrefix(String prefix) {
    return Map.of("subnet", prefix + ".0/24", "gateway", prefix + ".1");
  }

  /** One property of an instance. */
  String property(String resourceId, String name) {
    return rm.instance(resourceId).get("properties").path(name).asText();
  }
}
