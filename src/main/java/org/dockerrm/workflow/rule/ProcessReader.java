package org.dockerrm.workflow.rule;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.xml.ModelException;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Takes a file as exactly one executable process, or says why it is none. */
final class ProcessReader {

  private ProcessReader() {}

  static Optional<ProcessModel> read(byte[] content, String expectedId, RuleFindings findings) {
    try {
      Document document = SafeXml.parse(content);
      BpmnModelInstance elements = Bpmn.readModelFromStream(new ByteArrayInputStream(content));
      return executableProcess(elements, expectedId, findings)
          .map(process -> new ProcessModel(process, elements, document));
    } catch (SAXException | ModelException e) {
      int line = e instanceof SAXParseException parsing ? parsing.getLineNumber() : 0;
      findings.addForFile(Math.max(0, line), "it is not valid BPMN: " + deepestMessage(e));
      return Optional.empty();
    }
  }

  private static Optional<Process> executableProcess(
      BpmnModelInstance elements, String expectedId, RuleFindings findings) {
    List<Process> executable =
        elements.getModelElementsByType(Process.class).stream()
            .filter(ProcessReader::isDeployed)
            .toList();
    if (executable.size() != 1) {
      findings.addForFile(
          "it contains "
              + executable.size()
              + " executable processes; it must contain exactly one");
      return Optional.empty();
    }
    if (elements.getModelElementsByType(Process.class).size() > 1) {
      findings.addForFile("it contains a second process; it must contain exactly one");
      return Optional.empty();
    }
    Process process = executable.get(0);
    if (!expectedId.equals(process.getId())) {
      findings.add(
          RuleViolation.FILE,
          process.getId(),
          "the process id must be '" + expectedId + "', after the file's name");
    }
    return Optional.of(process);
  }

  /** The engine deploys a process that does not say whether it is executable. */
  private static boolean isDeployed(Process process) {
    String executable = process.getAttributeValue("isExecutable");
    return executable == null || executable.equals("true");
  }

  private static String deepestMessage(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
