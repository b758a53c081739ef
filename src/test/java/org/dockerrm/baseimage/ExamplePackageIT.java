package org.dockerrm.baseimage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.dockerrm.baseimage.Sandbox.address;
import static org.dockerrm.baseimage.Sandbox.exec;
import static org.dockerrm.baseimage.Sandbox.execExactly;
import static org.dockerrm.baseimage.Sandbox.logs;
import static org.dockerrm.baseimage.Sandbox.properties;
import static org.dockerrm.baseimage.Sandbox.put;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dockerrm.baseimage.DockerCli.Output;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The scripts of the example package, called one by one as the manager calls them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExamplePackageIT {

  private static final Path PACKAGE = Path.of("csars/example");
  private static final String HOSTILE =
      "Hé \"llo\" $(touch /tmp/pwned) `touch /tmp/pwned` 'x' \\ : #\n--second line \ud83d\ude00";

  private Sandbox sandbox;
  private String image;
  private String container;

  @BeforeAll
  void build() {
    sandbox = new Sandbox();
    image = sandbox.build(PACKAGE);
  }

  @AfterAll
  void clean() {
    sandbox.close();
  }

  @BeforeEach
  void install() throws IOException {
    container = sandbox.run(image, "-e", "RM_RESOURCE_NAME=one");
    Map<String, String> properties = declared("properties");
    properties.put("greeting", HOSTILE);
    properties.put("accessToken", HOSTILE);
    properties.put("docker_ipaddr", address(container));
    put(container, "/opt/rmparams", properties, ScalarStyle.DOUBLE_QUOTED);
    lifecycle("install").text();
  }

  @Test
  void livesThroughEveryTransition() {
    assertThat(property("version")).isNotEmpty();
    assertThat(property("installedAt")).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    lifecycle("configure").text();
    lifecycle("start").text();
    assertThat(property("url")).isEqualTo("http://" + address(container) + ":8080/");
    assertThat(lifecycle("integrity").text()).isEqualTo(HOSTILE + ", integrity!");
    assertThat(logs(container)).contains("greeter: listening on port 8080");

    lifecycle("stop").text();
    assertThat(lifecycle("integrity").code()).isEqualTo(1);
    lifecycle("start").text();
    assertThat(lifecycle("uninstall").text()).contains("goodbye from one");
    assertThat(exec(container, "ps", "-ef").text()).doesNotContain("greeter.py");
    assertThat(exec(container, "ls", "/tmp").text()).isEmpty();
  }

  @Test
  void everyTransitionMayBeRepeated() {
    for (String transition : new String[] {"install", "configure", "start", "reconfigure"}) {
      lifecycle(transition).text();
      lifecycle(transition).text();
    }
    lifecycle("integrity").text();
    lifecycle("stop").text();
    lifecycle("stop").text();
    lifecycle("uninstall").text();
    lifecycle("uninstall").text();
  }

  @Test
  void reconfigureChangesTheRunningSoftware() {
    started();
    exec(container, "setProperty", "greeting", "Goodbye").text();
    exec(container, "setProperty", "friendly", "false").text();
    lifecycle("reconfigure").text();
    assertThat(lifecycle("integrity").text()).isEqualTo("Goodbye, integrity.");

    exec(container, "setProperty", "port", "81").text();
    lifecycle("reconfigure").text();
    assertThat(property("url")).endsWith(":81/");
    assertThat(lifecycle("integrity").text()).isEqualTo("Goodbye, integrity.");
  }

  @Test
  void configureRefusesWhatIsNoPort() {
    for (String port : new String[] {"0", "-1", "65536", "99999999999999999999", "+80", ""}) {
      execExactly(container, port, "setProperty", "port").text();
      Output refused = lifecycle("configure");
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err()).contains("port must be from 1 to 65535");
    }
  }

  @Test
  void startFailsWhereThePortIsTaken() {
    lifecycle("configure").text();
    DockerCli.docker("exec", "-d", container, "python3", "-m", "http.server", "8080").text();
    await().atMost(Duration.ofSeconds(10)).until(this::anotherServerAnswers);

    assertThat(lifecycle("start").code()).isEqualTo(1);
    assertThat(logs(container)).contains("Address already in use");
    assertThat(exec(container, "ls", "/run/greeter.pid").code()).isNotZero();
  }

  @Test
  void greetAnswersThroughAProperty() throws IOException {
    started();
    Map<String, String> properties = operation("greet");
    properties.put("who", HOSTILE);
    put(container, "/opt/opparams", properties, ScalarStyle.DOUBLE_QUOTED);

    exec(container, "/opt/operations/greet.py").text();

    assertThat(properties(container, "/opt/opparams"))
        .containsEntry("reply", HOSTILE + ", " + HOSTILE + "!");
  }

  @Test
  void announceChangesWhatTheSoftwareSays() throws IOException {
    started();
    Map<String, String> properties = operation("announce");
    properties.put("message", "--" + HOSTILE);
    put(container, "/opt/opparams", properties, ScalarStyle.DOUBLE_QUOTED);
    exec(container, "/opt/operations/announce.sh").text();
    assertThat(lifecycle("integrity").text()).endsWith("!\n--" + HOSTILE);

    properties.put("message", "éclair");
    properties.put("loud", "True");
    put(container, "/opt/opparams", properties, ScalarStyle.DOUBLE_QUOTED);
    exec(container, "/opt/operations/announce.sh").text();
    assertThat(lifecycle("integrity").text()).endsWith("!\nÉCLAIR");
    assertThat(properties(container, "/opt/opparams")).containsEntry("previous", "--" + HOSTILE);
    assertThat(exec(container, "ls", "/tmp").text()).isEmpty();
  }

  private boolean anotherServerAnswers() {
    return exec(container, "/opt/greeter/client.py", "/health").err().contains("404");
  }

  private void started() {
    lifecycle("configure").text();
    lifecycle("start").text();
  }

  private Output lifecycle(String transition) {
    return exec(container, "/opt/lifecycle/" + transition + ".sh");
  }

  private String property(String name) {
    return exec(container, "getProperty", name).text();
  }

  private Map<String, String> operation(String name) throws IOException {
    return values(section(section(descriptor(), "operations"), name), "properties");
  }

  private Map<String, String> declared(String section) throws IOException {
    return values(descriptor(), section);
  }

  /** Every declared property with its default, as the manager writes them. */
  private static Map<String, String> values(Map<?, ?> parent, String section) {
    Map<String, String> values = new LinkedHashMap<>();
    section(parent, section)
        .forEach(
            (name, definition) -> {
              Object initial = ((Map<?, ?>) definition).get("default");
              values.put(name.toString(), initial == null ? "" : initial.toString());
            });
    return values;
  }

  private static Map<?, ?> section(Map<?, ?> parent, String name) {
    return (Map<?, ?>) parent.get(name);
  }

  private static Map<?, ?> descriptor() throws IOException {
    return new Yaml(new SafeConstructor(new LoaderOptions()))
        .load(Files.readString(PACKAGE.resolve("resource.yml")));
  }
}
