package org.dockerrm.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dockerrm.catalog.packages.PackageCheckCommand;
import org.dockerrm.workflow.rule.ProcessText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./dockerrm check} says of a package what onboarding would. */
class ProcessTrialTest {

  @TempDir Path web;

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  @Test
  void tellsOfProcessesThatOnboardingWouldRefuse() throws IOException {
    writePackage();
    process("Configure", ProcessText.of("Configure"));
    process("Strat", own("Start"));
    process("Start", own("Start").replace("=\"P7D\"", "=\"soon\""));
    process("Stop", own("Stop").replace("<bpmn:process", "<bpmn:proces"));

    assertThat(check(web)).isEqualTo(PackageCheckCommand.FAULTY);
    assertThat(lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith(web + "/processes/Configure.bpmn:3: error: ")
                    .contains("web.Configure"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith(web + "/processes/Strat.bpmn: error: ")
                    .contains("name of no transition", "Start"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith(web + "/processes/Start.bpmn:3: error: ")
                    .contains("soon"))
        .anySatisfy(line -> assertThat(line).startsWith(web + "/processes/Stop.bpmn:27: error: "));
  }

  @Test
  void tellsOfScriptsThatCannotRun() throws IOException {
    writePackage();
    file("lifecycle/install.sh", "#!/bin/sh\r\necho installed\r\n");
    file("lifecycle/configure.sh", "echo configured\n");
    file("lifecycle/start.sh", "#!/bin/sh\nif true; then\n  echo started\n");
    file("lifecycle/stop.py", "#!/usr/bin/env python3\nprint('stopped'\n");

    assertThat(check(web)).isEqualTo(PackageCheckCommand.FAULTY);
    assertThat(lines())
        .anyMatch(
            line -> line.startsWith(web + "/lifecycle/install.sh:1: error: has Windows line ends"))
        .anyMatch(
            line -> line.startsWith(web + "/lifecycle/configure.sh:1: warning: has no '#!' line"))
        .anyMatch(line -> line.matches(".*/lifecycle/start.sh:\\d+: error: cannot be parsed: .*"))
        .anyMatch(line -> line.matches(".*/lifecycle/stop.py:\\d+: error: cannot be parsed: .*"));
  }

  @Test
  void hasNothingToSayOfWhatOnboardingTakes() throws IOException {
    writePackage();
    process("Start", own("Start"));

    assertThat(check(web, Path.of("csars"), Path.of("src/test/resources/packages")))
        .as("%s", lines())
        .isEqualTo(PackageCheckCommand.SOUND);
    assertThat(lines()).singleElement().asString().endsWith("nothing to complain about");
  }

  /** A shipped process with the id that it must have in the package. */
  private static ProcessText own(String name) {
    return ProcessText.of(name)
        .replace("<bpmn:process id=\"" + name + "\"", "<bpmn:process id=\"web." + name + "\"")
        .replace("bpmnElement=\"" + name + "\"", "bpmnElement=\"web." + name + "\"");
  }

  private void writePackage() throws IOException {
    file(
        "resource.yml",
        """
        name: resource::web::1.0
        lifecycle: [Install, Configure, Start, Stop]
        """);
    file(
        "Dockerfile",
        """
        FROM debian:bookworm-slim
        ADD lifecycle /opt/lifecycle
        """);
    file(
        "lifecycle/lifecycle.yaml",
        """
        version: 1
        lifecycle:
          Install: /opt/lifecycle/install.sh
          Configure: /opt/lifecycle/configure.sh
          Start: /opt/lifecycle/start.sh
          Stop: /opt/lifecycle/stop.py
        """);
    for (String script : List.of("install.sh", "configure.sh", "start.sh")) {
      file("lifecycle/" + script, "#!/bin/sh\n");
    }
    file("lifecycle/stop.py", "#!/usr/bin/env python3\n");
  }

  private void process(String name, ProcessText process) throws IOException {
    file("processes/" + name + ".bpmn", process.xml());
  }

  private void file(String name, String text) throws IOException {
    Path file = web.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private int check(Path... packages) {
    try (ProcessTrial processes = new ProcessTrial()) {
      PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
      return PackageCheckCommand.run(
          Stream.of(packages).map(Path::toString).toList(), processes, out, out);
    }
  }

  private List<String> lines() {
    return output.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
