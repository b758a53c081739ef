package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import org.dockerrm.support.Docker;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.TestPackage;
import org.dockerrm.support.Upload;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers that cannot change their own files, as in Compose files (read_only, tmpfs). */
class ReadOnlyContainersIT {

  private static final String SCRIPT =
      """
      touch /usr/local/x /opt/x /etc/x 2>/dev/null && exit 9
      touch /run/software/x || exit 8
      cmp /etc/rmparams /opt/rmparams || exit 7
      grep -q '^"text": "any"$' /etc/rmparams || exit 6
      sed -i --follow-symlinks 's/^"serial": .*/"serial": "'"$RM_TRANSITION of $(id -u)"'"/' /etc/rmparams
      """;

  private final RmClient rm = SharedManager.get().client();

  @ParameterizedTest
  @ValueSource(strings = {"", "cap_drop: [ALL], ", "user: '1234:1234', cap_drop: [ALL], "})
  void runTheirScriptsAsOthersDo(String more) {
    TestPackage sealed =
        new TestPackage(
                "sealed" + UUID.randomUUID().toString().substring(0, 6),
                "1.0",
                """
                properties:
                  text: {type: string}
                  serial: {type: string, read-only: true}
                lifecycle: [Install, Start, Stop, Uninstall]
                container: {%sread_only: true, tmpfs: ["/run/software:size=1m,mode=1777"]}
                """
                    .formatted(more),
                Map.of("Install", SCRIPT, "Start", SCRIPT, "Stop", SCRIPT, "Uninstall", SCRIPT))
            .publish(rm);
    String user = more.contains("user") ? "1234" : "0";

    String id = rm.install(sealed.type(), Map.of("text", "any"));
    assertThat(serial(id)).isEqualTo("Install of " + user);
    for (String transition : new String[] {"Start", "Stop", "Start", "Stop"}) {
      rm.complete(sealed.type(), transition, id, Map.of());
      assertThat(serial(id)).isEqualTo(transition + " of " + user);
    }
    JsonNode container = rm.instance(id).at("/internalResourceInstances/0/id");
    assertThat(Docker.run("inspect", "-f", "{{.HostConfig.ReadonlyRootfs}}", container.asText()))
        .isEqualToIgnoringWhitespace("true");
    rm.complete(sealed.type(), "Uninstall", id, Map.of());
    assertThat(Upload.delete(rm, sealed.type()).status()).isEqualTo(204);
    String image = "dockerrm_" + sealed.name();
    Docker.attempt("rmi", "-f", image + ":1.0", image + ":latest");
  }

  private String serial(String id) {
    return rm.instance(id).at("/properties/serial").asText();
  }
}
