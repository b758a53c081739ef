package org.dockerrm.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dockerrm.support.Types;

/** One network, one volume and one container that use each other, from Install to Uninstall. */
final class FullLifecycle extends ScenarioRun {

  static final String TALLY = "resource::tally::1.0";

  private String network = "";
  private String volume = "";
  private String container = "";

  FullLifecycle(ScenarioLocation place) {
    super(place);
  }

  @Override
  JsonNode perform(ScenarioStep step, Runnable begin) {
    begin.run();
    JsonNode status =
        switch (step) {
          case NETWORK_INSTALL -> request(Types.NETWORK, "Install", "", place.addresses());
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
          default -> throw new IllegalArgumentException(step.name());
        };
    String id = status.get("resourceId").asText();
    switch (step) {
      case NETWORK_INSTALL -> network = id;
      case VOLUME_INSTALL -> volume = id;
      case INSTALL -> container = id;
      default -> {}
    }
    return status;
  }

  @Override
  List<String> subjects(ScenarioStep step) {
    return switch (step) {
      case NETWORK_INSTALL, NETWORK_UNINSTALL -> List.of(network);
      case VOLUME_INSTALL, VOLUME_UNINSTALL -> List.of(volume);
      default -> List.of(container);
    };
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("docker_network2", network.isEmpty() ? place.standingNetwork() : network);
    settings.put("tally", place.directory().toString());
    settings.put("data", volume.isEmpty() ? "" : volume + ":/data");
    return settings;
  }

  private Map<String, String> standing() {
    return Map.of("networkid", place.standingNetwork());
  }
}
