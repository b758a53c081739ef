package org.dockerrm.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.Types;

/** One network, one volume and one container that use each other, from Install to Uninstall. */
final class Life {

  static final String TALLY = "resource::tally::1.0";

  private final Place place;
  private final RmClient rm;
  private final String name = "it-" + UUID.randomUUID().toString().substring(0, 8);
  private String network = "";
  private String volume = "";
  private String container = "";

  Life(Place place) {
    this.place = place;
    this.rm = place.rm();
  }

  /** Does one step: the request's status at its end. */
  JsonNode perform(Step step) {
    JsonNode status =
        switch (step) {
          case NETWORK_INSTALL ->
              request(
                  Types.NETWORK,
                  "Install",
                  "",
                  Map.of("subnet", place.subnet(), "gateway", place.gateway()));
          case NETWORK_UNINSTALL -> request(Types.NETWORK, "Uninstall", network, Map.of());
          case VOLUME_INSTALL -> request(Types.VOLUME, "Install", "", Map.of());
          case VOLUME_UNINSTALL -> request(Types.VOLUME, "Uninstall", volume, Map.of());
          case INSTALL -> request(TALLY, "Install", "", settings());
          case CONFIGURE -> request(TALLY, "Configure", container, Map.of());
          case START -> request(TALLY, "Start", container, Map.of());
          case INTEGRITY -> request(TALLY, "Integrity", container, Map.of());
          case OPERATION -> request(TALLY, "answer", container, Map.of());
          case ADD_NETWORK -> request(TALLY, "addNetwork", container, standing());
          case REMOVE_NETWORK -> request(TALLY, "removeNetwork", container, standing());
          case RECONFIGURE -> request(TALLY, "Reconfigure", container, Map.of());
          case STOP -> request(TALLY, "Stop", container, Map.of());
          case UNINSTALL -> request(TALLY, "Uninstall", container, Map.of());
        };
    String id = status.get("resourceId").asText();
    switch (step) {
      case NETWORK_INSTALL -> network = id;
      case VOLUME_INSTALL -> volume = id;
      case INSTALL -> container = id;
      default -> assertThat(id).isNotEmpty();
    }
    return status;
  }

  /** Uninstalls what is left after a step that failed. */
  void end(Step failed) {
    uninstall(Step.UNINSTALL, container);
    uninstall(Step.VOLUME_UNINSTALL, volume);
    uninstall(Step.NETWORK_UNINSTALL, network);
    assertThat(rm.get("/topology/instances/" + subject(failed)).status()).isEqualTo(404);
  }

  private void uninstall(Step step, String id) {
    if (!id.isEmpty() && rm.get("/topology/instances/" + id).status() == 200) {
      JsonNode status = perform(step);
      assertThat(status.path("requestState").asText()).as("%s", status).isEqualTo("COMPLETED");
    }
  }

  /** The instance that a step was about. */
  String subject(Step step) {
    return switch (step) {
      case NETWORK_INSTALL, NETWORK_UNINSTALL -> network;
      case VOLUME_INSTALL, VOLUME_UNINSTALL -> volume;
      default -> container;
    };
  }

  boolean hasNetwork() {
    return !network.isEmpty();
  }

  boolean hasVolume() {
    return !volume.isEmpty();
  }

  /** The name of its network and its volume. */
  String name() {
    return name;
  }

  Place place() {
    return place;
  }

  /** A text in which this life is not told from another. */
  String anonymous(String text) {
    String plain =
        text.replace(name, "(name)")
            .replace(place.standingNetwork(), "(standing)")
            .replace(place.directory().toString(), "(directory)");
    for (String id : List.of(network, volume, container)) {
      plain = id.isEmpty() ? plain : plain.replace(id, "(id)");
    }
    return plain;
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("docker_network2", hasNetwork() ? network : place.standingNetwork());
    settings.put("tally", place.directory().toString());
    settings.put("data", hasVolume() ? volume + ":/data" : "");
    return settings;
  }

  private Map<String, String> standing() {
    return Map.of("networkid", place.standingNetwork());
  }

  private JsonNode request(String type, String transition, String id, Map<String, String> values) {
    ObjectNode body = rm.body(type, transition, id.isEmpty() ? null : id);
    if (id.isEmpty()) {
      body.put("resourceName", name);
    }
    ObjectNode properties = body.putObject("properties");
    values.forEach(properties::put);
    RmClient.Answer answer = rm.post("/lifecycle/transitions", body.toString());
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return rm.end(answer.json().get("requestId").asText());
  }
}
