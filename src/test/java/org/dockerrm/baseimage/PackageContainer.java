package org.dockerrm.baseimage;

import static org.dockerrm.baseimage.Sandbox.exec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dockerrm.baseimage.DockerCli.Output;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A container of a package in {@code csars}, whose scripts are called as the manager calls them.
 *
 * @param id of the container
 * @param descriptor of the package
 */
record PackageContainer(String id, Map<?, ?> descriptor) {

  private static final String RECEIVER =
      """
      import http.server
      class Receiver(http.server.BaseHTTPRequestHandler):
          def do_POST(self):
              body = self.rfile.read(int(self.headers["Content-Length"]))
              open("/tmp/received", "ab").write(body + b"\\n")
              self.send_response(204)
              self.end_headers()
      http.server.ThreadingHTTPServer(("127.0.0.1", 8082), Receiver).serve_forever()
      """;

  /** Runs the image; what it measures is posted to a file of its own, see {@link #received}. */
  static PackageContainer run(
      Sandbox sandbox, String image, Path directory, Map<String, String> given) {
    String id =
        sandbox.run(
            image, "-e", "RM_METRIC_URL=http://127.0.0.1:8082/", "-e", "RM_METRIC_KEY=the-key");
    DockerCli.docker("exec", "-d", id, "python3", "-c", RECEIVER).text();
    PackageContainer container = new PackageContainer(id, read(directory.resolve("resource.yml")));
    Map<String, String> properties = values(container.descriptor, given);
    properties.put("docker_ipaddr", container.address());
    Sandbox.put(id, "/opt/rmparams", properties, ScalarStyle.DOUBLE_QUOTED);
    return container;
  }

  /** Calls lifecycle scripts that must succeed; what the last of them said. */
  String lead(String... transitions) {
    String said = "";
    for (String transition : transitions) {
      said = call(transition).text();
    }
    return said;
  }

  /** Calls one lifecycle script. */
  Output call(String transition) {
    return exec(id, "/opt/lifecycle/" + transition + ".sh");
  }

  /** Calls an operation's script that must succeed; its properties then. */
  Map<String, Object> operate(String name, String script, Map<String, String> given) {
    tryTo(name, script, given).text();
    return Sandbox.properties(id, "/opt/opparams");
  }

  /** Calls an operation's script. */
  Output tryTo(String name, String script, Map<String, String> given) {
    Map<?, ?> operation = (Map<?, ?>) ((Map<?, ?>) descriptor.get("operations")).get(name);
    Sandbox.put(id, "/opt/opparams", values(operation, given), ScalarStyle.DOUBLE_QUOTED);
    return exec(id, "/opt/operations/" + script);
  }

  String property(String name) {
    return exec(id, "getProperty", name).text();
  }

  void set(String name, String value) {
    exec(id, "setProperty", name, value).text();
  }

  String address() {
    return Sandbox.address(id);
  }

  /** Everything that was posted as a metric so far. */
  String received() {
    return exec(id, "cat", "/tmp/received").out();
  }

  /** Forgets what was posted. */
  void forgetReceived() {
    exec(id, "truncate", "-s", "0", "/tmp/received").text();
  }

  private static Map<String, String> values(Map<?, ?> owner, Map<String, String> given) {
    Map<String, String> values = new LinkedHashMap<>();
    ((Map<?, ?>) owner.get("properties"))
        .forEach(
            (name, definition) -> {
              Object initial = ((Map<?, ?>) definition).get("default");
              values.put(name.toString(), initial == null ? "" : initial.toString());
            });
    values.putAll(given);
    return values;
  }

  private static Map<?, ?> read(Path file) {
    try {
      return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
