package org.dockerrm.workflow.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A shipped process as text, to be edited; an edit that finds nothing to change fails the test.
 *
 * @param id process id
 * @param xml the file's text
 */
public record ProcessText(String id, String xml) {

  public static ProcessText of(String id) {
    return in(Path.of("processes"), id);
  }

  /** A process that draws how its request ends, as all did once, and as designers still may. */
  public static ProcessText old(String id) {
    return in(Path.of("src/test/resources/old-processes"), id);
  }

  private static ProcessText in(Path directory, String id) {
    try {
      return new ProcessText(id, Files.readString(directory.resolve(id + ".bpmn")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public ProcessText replace(String old, String replacement) {
    assertThat(xml).contains(old);
    int at = xml.indexOf(old);
    return with(xml.substring(0, at) + replacement + xml.substring(at + old.length()));
  }

  /** Replaces the first occurrence after the marker. */
  public ProcessText replaceAfter(String marker, String old, String replacement) {
    assertThat(xml).contains(marker);
    int start = xml.indexOf(marker);
    ProcessText rest = new ProcessText(id, xml.substring(start)).replace(old, replacement);
    return with(xml.substring(0, start) + rest.xml());
  }

  public ProcessText without(String old) {
    return replace(old, "");
  }

  /** Replaces a whole service task. */
  public ProcessText replaceElement(String elementId, String replacement) {
    return replacePattern(
        "<bpmn:serviceTask id=\"" + elementId + "\".*?</bpmn:serviceTask>", replacement);
  }

  public ProcessText withoutShape(String elementId) {
    return replacePattern(
        "<bpmndi:BPMNShape id=\"" + elementId + "_di\".*?</bpmndi:BPMNShape>", "");
  }

  public ProcessText withoutEdge(String elementId) {
    return replacePattern("<bpmndi:BPMNEdge id=\"" + elementId + "_di\".*?</bpmndi:BPMNEdge>", "");
  }

  /** Gives a shape or an edge to each node and flow that has none. */
  public ProcessText drawn() {
    StringBuilder drawn = new StringBuilder();
    var elements =
        Pattern.compile(
                "<bpmn:(sequenceFlow|\\w+Gateway|\\w+Task|\\w+Event|callActivity) id=\"([^\"]+)\"")
            .matcher(xml);
    while (elements.find()) {
      String id = elements.group(2);
      boolean flow = elements.group(1).equals("sequenceFlow");
      if (!xml.contains("bpmnElement=\"" + id + "\"")) {
        drawn.append(
            (flow
                    ? "<bpmndi:BPMNEdge id=\"%s_d\" bpmnElement=\"%s\"><di:waypoint x=\"0\" y=\"0\" />"
                        + "<di:waypoint x=\"9\" y=\"0\" /></bpmndi:BPMNEdge>"
                    : "<bpmndi:BPMNShape id=\"%s_d\" bpmnElement=\"%s\"><dc:Bounds x=\"0\" y=\"0\""
                        + " width=\"9\" height=\"9\" /></bpmndi:BPMNShape>")
                .formatted(id, id));
      }
    }
    return replace("</bpmndi:BPMNPlane>", drawn + "</bpmndi:BPMNPlane>");
  }

  /** The same process under another id. */
  public ProcessText renamed(String processId) {
    return replace("<bpmn:process id=\"" + id + "\"", "<bpmn:process id=\"" + processId + "\"")
        .replace("bpmnElement=\"" + id + "\"", "bpmnElement=\"" + processId + "\"");
  }

  public byte[] bytes() {
    return xml.getBytes(StandardCharsets.UTF_8);
  }

  private ProcessText replacePattern(String pattern, String replacement) {
    var matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(xml);
    assertThat(matcher.find()).as(pattern).isTrue();
    return with(xml.substring(0, matcher.start()) + replacement + xml.substring(matcher.end()));
  }

  private ProcessText with(String edited) {
    return new ProcessText(id, edited);
  }
}
