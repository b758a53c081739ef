package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.Types;
import org.dockerrm.workflow.rule.ProcessText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.FileSystemUtils;

/** A start survives any package and any process file, and says what it left out. */
@ExtendWith(OutputCaptureExtension.class)
class BrokenPackagesIT {

  private static final Path SMALL = Path.of("src/test/resources/packages/small");

  @Test
  void leavesOutWhatIsBrokenAndSaysSo(CapturedOutput output) throws IOException {
    try (Manager manager = Manager.with("small")) {
      process(manager, "unclosed", ProcessText.of("Stop").replace(">skip<", ">${why<"));
      process(manager, "listener", ProcessText.of("Heal"));
      Path csars = manager.home().resolve("csars");
      Files.write(copy(csars, "bytes").resolve("resource.yml"), new byte[] {(byte) 0xff, 0, 'x'});
      Files.writeString(copy(csars, "torn").resolve("resource.yml"), "name: \"resource::torn");
      Path folder = copy(csars, "folder").resolve("resource.yml");
      Files.delete(folder);
      Files.createDirectory(folder);
      Path away = copy(csars, "away").resolve("resource.yml");
      Files.delete(away);
      Files.createSymbolicLink(away, Path.of("/nowhere/resource.yml"));
      Path processes = manager.home().resolve("processes");
      FileSystemUtils.copyRecursively(Path.of("processes"), processes);
      Files.writeString(
          processes.resolve("Mine.bpmn"),
          ProcessText.of("Stop").replace(">skip<", ">${why<").xml());

      manager.set("dockerrm.processes-dir=" + processes).start();

      RmClient rm = manager.client().awaitPublished(Types.SMALL);
      rm.install(Types.SMALL, Map.of());
      assertLeftOut(rm, output, "unclosed", "processes/Stop.bpmn", "is no expression");
      assertLeftOut(rm, output, "listener", "processes/Heal.bpmn", "Heal");
      for (String name : new String[] {"bytes", "torn", "folder", "away"}) {
        assertLeftOut(rm, output, name, "resource.yml", "");
      }
      assertThat(output.getOut().lines())
          .anySatisfy(
              line -> assertThat(line).contains("WARN", "processes/Mine.bpmn", "is no expression"));
    }
  }

  private static void assertLeftOut(
      RmClient rm, CapturedOutput output, String name, String file, String reason) {
    JsonNode type = null;
    for (JsonNode one : rm.get("/types").json()) {
      type = one.get("name").asText().contains("::" + name + "::") ? one : type;
    }
    assertThat(type).as(name).isNotNull();
    assertThat(type.get("state").asText()).isEqualTo("UNPUBLISHED");
    assertThat(rm.get("/types/" + type.get("name").asText()).text()).contains(file, reason);
    String full = type.get("name").asText();
    assertThat(output.getOut().lines())
        .anySatisfy(
            line -> assertThat(line).contains("WARN", full + " is unpublished", file, reason));
  }

  private static void process(Manager manager, String name, ProcessText text) throws IOException {
    Path copy = copy(manager.home().resolve("csars"), name);
    Manager.write(
        copy.resolve("processes/" + text.id() + ".bpmn"),
        text.renamed(name + "." + text.id()).xml());
  }

  private static Path copy(Path csars, String name) throws IOException {
    Path copy = csars.resolve(name);
    FileSystemUtils.copyRecursively(SMALL, copy);
    Path descriptor = copy.resolve("resource.yml");
    String text = Files.readString(descriptor, StandardCharsets.UTF_8);
    Files.writeString(descriptor, text.replace("small::2.1", name + "::1.0"));
    return copy;
  }
}
