package org.dockerrm.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dockerrm.fuzz.FuzzRequest.Header;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.Zip;

/** Uploads of packages: strange archives, descriptors, processes and container settings. */
final class PackageRequests {

  private static final String BOUNDARY = "a-boundary-of-the-fuzzer";

  private static final List<String> NAMES =
      List.of(
          "../outside",
          "/absolute",
          "C:\\drive",
          "a\\b",
          "a//b",
          "./a",
          "a/./b",
          "a/../b",
          "..",
          "",
          "resource.yml",
          "resource.yml/",
          "RESOURCE.YML",
          "resource.yml/more",
          "Dockerfile/",
          "lifecycle",
          ".DS_Store",
          "__MACOSX/._resource.yml",
          "._resource.yml",
          "a\nb",
          "a\u0000b",
          "\u001b[31m",
          "ü",
          "u\u0308",
          "con",
          "a".repeat(300),
          "d/".repeat(40) + "deep",
          ".dockerignore",
          "processes/Install.bpmn",
          "processes/../Install.bpmn",
          "operations/x.sh",
          "\ud83d\udc33");

  private static final List<String> YAML =
      List.of(
          "a: !!java.net.URL [http://x]",
          "b: &b [*b, *b]",
          "<<: *x",
          "? [complex, key]\n: x",
          "- item",
          "---",
          "...",
          "%YAML 9.9",
          "\tname: tab",
          "name: [",
          "name: {a: b",
          "name: |\n  x",
          "properties: {a: {type: string, value: \"${b}\"}, b: {value: \"${a}\"}}",
          "properties: {p: {type: integer, default: 1e400}}",
          "properties: {p: {default: .nan}}",
          "properties: {\"\": {}}",
          "properties: {p: null}",
          "properties: 7",
          "properties: {p: {type: !!binary x}}",
          "lifecycle: [Install, install, Dance, 7, null]",
          "lifecycle: {Install: ../../x.sh}",
          "lifecycle: [Install]",
          "operations: {a: {properties: {p: {required: maybe}}}}",
          "operations: {Install: {}}",
          "metrics: {m: {type: metric::load, publication-period: -1}}",
          "policies: {p: {type: policy::heal, properties: {metric: m, smoothing: 99999999999}}}",
          "policies: {p: {type: policy::scale, properties: {metric: none, target: \"${x}\"}}}",
          "onFailure: {Install: explode}",
          "capabilities: {}",
          "requirements: [[[]]]",
          "image: \"a b\"",
          "image: \"UPPER/../x:y@sha256:z\"",
          "image: 7",
          "deployment: {x: y}",
          "name: resource::x::y::z",
          "name: \"resource::a b::1\"",
          "description: " + "x".repeat(5_000),
          "x: " + "[".repeat(3_000),
          "x: " + "{a: ".repeat(500));

  private static final List<String> XML =
      List.of(
          "<scriptTask id=\"s\" scriptFormat=\"groovy\"><script>1</script></scriptTask>",
          "<userTask id=\"u\" />",
          "<timerEventDefinition><timeCycle>R/PT1S</timeCycle></timerEventDefinition>",
          "<timerEventDefinition><timeDuration>5s</timeDuration></timerEventDefinition>",
          "<serviceTask id=\"t\" camunda:class=\"java.lang.Runtime\" />",
          "<serviceTask id=\"t\" camunda:expression=\"${''.getClass()}\" />",
          "<serviceTask id=\"t\" camunda:delegateExpression=\"${why\" />",
          "<serviceTask id=\"t\" camunda:expression=\"\\${'x'}\" />",
          "<callActivity id=\"c\" calledElement=\"${x\" />",
          "<messageEventDefinition messageRef=\"Heal\" />",
          "<signalEventDefinition signalRef=\"x\" />",
          "<conditionExpression xsi:type=\"tFormalExpression\">${a &gt; }</conditionExpression>",
          "<camunda:connector><camunda:connectorId>http-connector</camunda:connectorId></camunda:connector>",
          "<camunda:inputParameter name=\"a\"><camunda:script scriptFormat=\"javascript\">1</camunda:script></camunda:inputParameter>",
          "<camunda:inputParameter name=\"transiton\">x</camunda:inputParameter>",
          "<camunda:failedJobRetryTimeCycle>R9999999999/PT1S</camunda:failedJobRetryTimeCycle>",
          "<multiInstanceLoopCharacteristics><loopCardinality>1000000000</loopCardinality></multiInstanceLoopCharacteristics>",
          "<sequenceFlow id=\"f\" sourceRef=\"nowhere\" targetRef=\"nothing\" />",
          "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>",
          "&b;",
          "&#0;",
          "<![CDATA[${x}]]>",
          "<x:include xmlns:x=\"http://www.w3.org/2001/XInclude\" href=\"file:///etc/passwd\" />",
          "<process id=\"Install\" isExecutable=\"true\" />",
          "<process id=\"\" />",
          "<startEvent id=\"\" />",
          "<a",
          "</definitions>",
          "<!--",
          "<?xml version=\"1.1\"?>",
          "<a>".repeat(2_000));

  private static final List<String> COMPOSE =
      List.of(
          "\"18400-18410:80\"",
          "\"80\"",
          "80",
          "\"[::1]:80:80\"",
          "\"999999:1\"",
          "\"1-2-3:4\"",
          "\":\"",
          "\"1g\"",
          "\"1.5GiB\"",
          "\"-1\"",
          "\"1e9\"",
          "0",
          "-5",
          "3.7",
          "true",
          "\"0.5\"",
          "\"10s\"",
          "\"1h-5m\"",
          "\"$$X\"",
          "\"${none}\"",
          "\"${text}\"",
          "\"${\"",
          "[ALL]",
          "[NET_ADMIN, \"\"]",
          "{drop: [ALL]}",
          "[\"/etc:/etc:ro\"]",
          "[\"../x:/y\"]",
          "[\"data:/x:weird\"]",
          "[\"a:b:c:d:e\"]",
          "{nofile: 5}",
          "{nofile: {soft: 9, hard: 3}}",
          "{test: [CMD-SHELL], interval: 1ns}",
          "{test: NONE}",
          "{test: []}",
          "{disable: yes, retries: -3}",
          "[\"A=b\", \"A\"]",
          "{A: null, \"a b\": 1}",
          "always",
          "\"on-failure:x\"",
          "[\"net.ipv4.x=1\"]",
          "null",
          "[[]]",
          "{a: {b: {c: d}}}",
          "[null]",
          "\"a\\0b\"",
          "unless-stopped",
          "host");

  private static final List<String> COMPOSE_KEYS =
      List.of(
          "cap_drop",
          "cap_add",
          "mem_limit",
          "pids_limit",
          "read_only",
          "security_opt",
          "stop_grace_period",
          "privileged",
          "network_mode",
          "pid",
          "ipc",
          "userns_mode",
          "devices",
          "extra_hosts",
          "dns",
          "sysctls",
          "tmpfs",
          "shm_size",
          "logging",
          "unknown");

  private final List<Source> processes;
  private final List<String> containerKeys;
  private final String image;

  /** A file's name and its text. */
  private record Source(String name, String text) {}

  /**
   * Packages that name an image.
   *
   * @param image one that the engine has, so that no package asks for a build
   */
  PackageRequests(String image) {
    this.image = image;
    this.processes = processes();
    this.containerKeys = containerKeys();
  }

  FuzzRequest next(OddValues odd) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    String descriptor = descriptor(odd);
    files.put("resource.yml", bytes(descriptor));
    files.put("lifecycle/install.sh", bytes("#!/bin/sh\n"));
    byte[] archive =
        switch (odd.below(4)) {
          case 0 -> archive(files, odd);
          case 1 -> {
            String text = odd.rewritten(descriptor, YAML);
            files.put(
                "resource.yml",
                odd.in(85)
                    ? bytes(text)
                    : odd.in(50) ? odd.encoded(text) : odd.damaged(bytes(text)));
            yield zip(files, odd).bytes();
          }
          case 2 -> {
            Source process = odd.of(processes);
            String text = odd.rewritten(process.text(), XML);
            files.put(
                "processes/" + (odd.in(90) ? process.name() : odd.of(NAMES)),
                odd.in(95) ? bytes(text) : odd.encoded(text));
            yield zip(files, odd).bytes();
          }
          default -> {
            files.put("resource.yml", bytes(descriptor + container(odd)));
            yield zip(files, odd).bytes();
          }
        };
    StringBuilder said = new StringBuilder();
    files.values().forEach(file -> said.append(new String(file, StandardCharsets.UTF_8)));
    String query =
        odd.of("", "", "", "?replace=true", "?resource_name=other", "?resource_version=2");
    return new FuzzRequest(
        "POST",
        RmClient.ROOT + "/types" + query,
        List.of(new Header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)),
        multipart(archive, odd),
        said.toString());
  }

  private String descriptor(OddValues odd) {
    return """
        name: resource::fuzz-%d::1.0
        description: what the fuzzer sends
        image: %s
        properties:
          text: {type: string, default: "a"}
          number: {type: integer, default: 7}
          secret: {type: password}
          label: {type: string, value: "${instance.name} ${text}"}
        lifecycle: [Install, Start, Stop, Uninstall]
        """
        .formatted(odd.below(5), image);
  }

  private String container(OddValues odd) {
    StringBuilder block = new StringBuilder("container:\n");
    for (int i = 1 + odd.below(4); i > 0; i--) {
      String key = odd.in(70) ? odd.of(containerKeys) : odd.of(COMPOSE_KEYS);
      String value =
          switch (odd.below(4)) {
            case 0 -> odd.json(2).toString();
            case 1 -> "[" + odd.of(COMPOSE) + ", " + odd.of(COMPOSE) + "]";
            default -> odd.of(COMPOSE);
          };
      block.append("  ").append(key).append(": ").append(value).append('\n');
    }
    return block.toString();
  }

  private static byte[] archive(Map<String, byte[]> files, OddValues odd) {
    Zip zip = zip(files, odd);
    for (int i = odd.below(4); i > 0; i--) {
      int mode =
          odd.of(0, 0, 0100644, 0100755, 0120777, 0010644, 0020644, 0060644, 0140644, 0106755);
      byte[] content =
          bytes(odd.of("", "x", "../../etc/passwd", "/etc/passwd", "#!/bin/sh\r\n", odd.text()));
      String name = odd.in(80) ? odd.of(NAMES) : odd.text();
      zip.with(
          name,
          content,
          entry -> {
            if (mode != 0) {
              entry.setUnixMode(mode);
            }
          });
    }
    if (odd.in(3)) {
      for (int i = 0; i < 10_100; i++) {
        zip.with("many/" + i, "");
      }
    }
    if (odd.in(5)) {
      zip.with("zeros", new byte[3_000_000], entry -> {});
    }
    byte[] whole = zip.bytes();
    return switch (odd.below(5)) {
      case 0, 1 -> odd.damaged(whole);
      case 2 -> odd.bytes(odd.below(200));
      default -> whole;
    };
  }

  private static Zip zip(Map<String, byte[]> files, OddValues odd) {
    String directory = odd.of("", "", "package/", odd.in(10) ? odd.of(NAMES) + "/" : "p/");
    Zip zip = new Zip();
    files.forEach((name, content) -> zip.with(directory + name, content, entry -> {}));
    return zip;
  }

  private static byte[] multipart(byte[] archive, OddValues odd) {
    String part = odd.in(97) ? "upfile" : odd.header();
    String name = odd.in(90) ? "upload.zip" : odd.header().replace("\"", "");
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (odd.in(10)) {
      body.writeBytes(bytes(disposition("resource_name", "") + odd.header() + "\r\n"));
    }
    body.writeBytes(bytes(disposition(part, "; filename=\"" + name + "\"")));
    body.writeBytes(archive);
    body.writeBytes(bytes("\r\n--" + BOUNDARY + "--\r\n"));
    return odd.in(97) ? body.toByteArray() : odd.damaged(body.toByteArray());
  }

  private static String disposition(String name, String more) {
    return "--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n"
        .formatted(BOUNDARY, name, more);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<Source> processes() {
    try (Stream<Path> files = Files.list(Path.of("processes"))) {
      List<Source> sources = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".bpmn")).sorted().toList()) {
        sources.add(new Source(file.getFileName().toString(), Files.readString(file)));
      }
      return sources;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> containerKeys() {
    try {
      JsonNode schema =
          new ObjectMapper()
              .readTree(Path.of("docs/schema/resource-descriptor.schema.json").toFile());
      List<String> keys = new ArrayList<>();
      schema.at("/$defs/container/properties").fieldNames().forEachRemaining(keys::add);
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
