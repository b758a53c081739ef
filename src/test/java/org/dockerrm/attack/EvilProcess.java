package org.dockerrm.attack;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.dockerrm.workflow.rule.ProcessText;

/**
 * A process that wants to run the {@link Canary}, or to do what processes must not do.
 *
 * @param name what it tries
 * @param file its file's name
 * @param content its bytes
 * @param sings whether it runs the canary in an engine that is not confined
 */
public record EvilProcess(String name, String file, byte[] content, boolean sings) {

  static final String ID = "AddNetwork";

  private static final String CALL = "${canary.sing()}";
  private static final String CLASS = Canary.class.getName();

  @Override
  public String toString() {
    return name;
  }

  static List<EvilProcess> all() {
    List<EvilProcess> all = new ArrayList<>();
    expressions(all);
    delegates(all);
    events(all);
    structures(all);
    encodings(all);
    return all;
  }

  private static void expressions(List<EvilProcess> all) {
    sing(all, "a method in an input", input(CALL));
    sing(all, "a deferred expression", input("#{canary.sing()}"));
    sing(all, "an escaped expression first", input("\\${'x'}" + CALL));
    sing(all, "an escaped quote in a string", input("${'\\''}" + CALL));
    sing(all, "a bean's property", input("${canary.song}"));
    sing(all, "a property in brackets", input("${canary['song']}"));
    sing(all, "a bean's text", input("a ${canary}"));
    sing(all, "a method behind CDATA", input("<![CDATA[${canary.si]]>ng()}"));
    sing(all, "a comment within a call", input("${canary.si<!-- -->ng()}"));
    sing(all, "references to characters", input("&#36;&#123;canary&#46;sing()}"));
    sing(
        all,
        "a method of the execution",
        input("${execution.getProcessEngineServices() == null ? 1 : canary.sing()}"));
    sing(
        all,
        "a static method by reflection",
        input("${''.getClass().forName('" + CLASS + "').getDeclaredConstructor().newInstance()}"));
    sing(
        all,
        "an output",
        io("<camunda:outputParameter name=\"x\">" + CALL + "</camunda:outputParameter>"));
    sing(
        all,
        "a list",
        io(
            "<camunda:inputParameter name=\"x\"><camunda:list><camunda:value>"
                + CALL
                + "</camunda:value></camunda:list></camunda:inputParameter>"));
    sing(
        all,
        "a map",
        io(
            "<camunda:inputParameter name=\"x\"><camunda:map><camunda:entry key=\"k\">"
                + CALL
                + "</camunda:entry></camunda:map></camunda:inputParameter>"));
    sing(all, "a condition", condition("", CALL));
    sing(all, "a condition with a child", condition("", CALL + "<bpmn:documentation />"));
    quiet(all, "a scripted condition", condition("language=\"javascript\"", "1"));
    quiet(
        all,
        "a condition from a resource",
        condition("language=\"groovy\" camunda:resource=\"deployment://a\"", ""));
    quiet(all, "an unset variable", input("${nothing}"));
    quiet(all, "an unclosed expression", input("${why"));
    quiet(all, "nested parentheses", input("${" + "(".repeat(400_000) + "1}"));
    quiet(all, "the environment", input("${systemEnvironment['PATH']}"));
    quiet(all, "the user", input("${authenticatedUserId}"));
    quiet(all, "a function", input("${now()}"));
    quiet(
        all,
        "a scripted input",
        io(
            "<camunda:inputParameter name=\"x\"><camunda:script"
                + " scriptFormat=\"juel\">"
                + CALL
                + "</camunda:script></camunda:inputParameter>"));
  }

  private static void delegates(List<EvilProcess> all) {
    sing(all, "a class", task("camunda:class=\"" + CLASS + "\"", ""));
    sing(all, "an expression", task("camunda:expression=\"" + CALL + "\"", ""));
    sing(all, "another bean", task("camunda:delegateExpression=\"${canary}\"", ""));
    sing(
        all,
        "a choice of beans",
        task("camunda:delegateExpression=\"${true ? canary : complete}\"", ""));
    sing(
        all,
        "a result",
        task("camunda:expression=\"" + CALL + "\" camunda:resultVariable=\"x\"", ""));
    sing(
        all,
        "a field",
        task(
            "camunda:class=\"" + CLASS + "\"",
            "<camunda:field name=\"song\" stringValue=\"x\" />"));
    quiet(
        all,
        "a field of a step",
        task(
            "camunda:delegateExpression=\"${complete}\"",
            "<camunda:field name=\"runs\" expression=\"" + CALL + "\" />"));
    sing(
        all,
        "a listener's class",
        task(
            "camunda:delegateExpression=\"${complete}\"",
            "<camunda:executionListener event=\"start\" class=\"" + CLASS + "\" />"));
    sing(
        all,
        "a listener's expression",
        task(
            "camunda:delegateExpression=\"${complete}\"",
            "<camunda:executionListener event=\"start\" expression=\"" + CALL + "\" />"));
    sing(
        all,
        "a listener's delegate",
        task(
            "camunda:delegateExpression=\"${complete}\"",
            "<camunda:executionListener event=\"end\" delegateExpression=\"${canary}\" />"));
    sing(
        all,
        "a listener of a flow",
        text()
            .replace(
                "targetRef=\"End_Completed\" />",
                "targetRef=\"End_Completed\"><bpmn:extensionElements><camunda:executionListener"
                    + " event=\"take\" class=\""
                    + CLASS
                    + "\" /></bpmn:extensionElements></bpmn:sequenceFlow>"));
    sing(
        all,
        "a listener of the process",
        text()
            .replace(
                "<bpmn:startEvent ",
                "<bpmn:extensionElements><camunda:executionListener event=\"start\" expression=\""
                    + CALL
                    + "\" /></bpmn:extensionElements><bpmn:startEvent "));
    quiet(
        all,
        "a shell",
        task("camunda:type=\"shell\"", "<camunda:field name=\"command\" stringValue=\"true\" />"));
    quiet(
        all,
        "mail",
        task("camunda:type=\"mail\"", "<camunda:field name=\"to\" expression=\"" + CALL + "\" />"));
    quiet(
        all,
        "an external task",
        task("camunda:type=\"external\" camunda:topic=\"" + CALL + "\"", ""));
    quiet(
        all,
        "a connector",
        task(
            "",
            "<camunda:connector><camunda:connectorId>http-connector"
                + "</camunda:connectorId></camunda:connector>"));
    quiet(
        all,
        "a script task",
        element("scriptTask", "scriptFormat=\"juel\"", "<bpmn:script>" + CALL + "</bpmn:script>"));
    sing(
        all,
        "a business rule's class",
        element("businessRuleTask", "camunda:class=\"" + CLASS + "\"", ""));
    sing(
        all,
        "a send task's delegate",
        element("sendTask", "camunda:delegateExpression=\"${canary}\"", ""));
    sing(all, "a user task's name", text("userTask", "name=\"" + CALL + "\"", ""));
    sing(all, "an assignee", element("userTask", "camunda:assignee=\"" + CALL + "\"", ""));
    sing(
        all,
        "a task listener",
        element(
            "userTask",
            "",
            "<bpmn:extensionElements>"
                + "<camunda:taskListener event=\"create\" class=\""
                + CLASS
                + "\" /></bpmn:extensionElements>"));
    sing(
        all,
        "a form's class",
        element("userTask", "camunda:formHandlerClass=\"" + CLASS + "\"", ""));
    sing(
        all,
        "a start form's class",
        text()
            .replace(
                "<bpmn:startEvent ",
                "<bpmn:startEvent camunda:formHandlerClass=\"" + CLASS + "\" "));
    sing(all, "a called element", element("callActivity", "calledElement=\"" + CALL + "\"", ""));
    sing(
        all,
        "a mapping's class",
        element(
            "callActivity",
            "calledElement=\"AddNetwork\"" + " camunda:variableMappingClass=\"" + CLASS + "\"",
            ""));
    sing(
        all,
        "a mapping's delegate",
        element(
            "callActivity",
            "calledElement=\"AddNetwork\""
                + " camunda:variableMappingDelegateExpression=\""
                + CALL
                + "\"",
            ""));
    sing(
        all,
        "a call's business key",
        element(
            "callActivity",
            "calledElement=\"AddNetwork\"",
            "<bpmn:extensionElements><camunda:in businessKey=\""
                + CALL
                + "\" /></bpmn:extensionElements>"));
    sing(
        all,
        "a call's source",
        element(
            "callActivity",
            "calledElement=\"AddNetwork\"",
            "<bpmn:extensionElements><camunda:in sourceExpression=\""
                + CALL
                + "\" target=\"x\" /></bpmn:extensionElements>"));
    sing(
        all,
        "the former namespace",
        text()
            .replace(
                "<bpmn:startEvent ",
                "<bpmn:startEvent xmlns:a=\"http://activiti.org/bpmn\""
                    + " a:formHandlerClass=\""
                    + CLASS
                    + "\" "));
  }

  private static void events(List<EvilProcess> all) {
    sing(
        all,
        "a job's priority",
        text()
            .replace(
                "<bpmn:startEvent ", "<bpmn:startEvent camunda:jobPriority=\"" + CALL + "\" "));
    sing(all, "a deadline", text().replace(">${deadline}<", ">" + CALL + "<"));
    quiet(all, "a retry list", text().replace(">PT2S,PT10S,PT30S<", ">" + CALL + "<"));
    quiet(
        all,
        "a start by a time",
        text()
            .replace(
                "<bpmn:outgoing>Flow_ToConnect",
                "<bpmn:timerEventDefinition><bpmn:timeCycle>R/PT1S</bpmn:timeCycle>"
                    + "</bpmn:timerEventDefinition><bpmn:outgoing>Flow_ToConnect"));
    quiet(
        all,
        "a start by a time that is asked for",
        text()
            .replace(
                "<bpmn:outgoing>Flow_ToConnect",
                "<bpmn:timerEventDefinition><bpmn:timeDuration>"
                    + CALL
                    + "</bpmn:timeDuration></bpmn:timerEventDefinition><bpmn:outgoing>Flow_ToConnect"));
    quiet(
        all,
        "a second start",
        text()
            .replace(
                "<bpmn:serviceTask ",
                "<bpmn:startEvent id=\"S\" name=\"s\" camunda:asyncBefore=\"true\" />"
                    + "<bpmn:sequenceFlow id=\"F\" sourceRef=\"S\" targetRef=\"Task_Complete\" />"
                    + "<bpmn:serviceTask ")
            .drawn());
    quiet(all, "a start by another's message", message("Heal"));
    quiet(all, "a start by an evaluated message", message(CALL));
    quiet(
        all,
        "a start by a signal",
        text()
            .replace("<bpmn:process ", "<bpmn:signal id=\"S\" name=\"s\" /><bpmn:process ")
            .replace(
                "<bpmn:outgoing>Flow_ToConnect",
                "<bpmn:signalEventDefinition signalRef=\"S\" />"
                    + "<bpmn:outgoing>Flow_ToConnect"));
    quiet(
        all,
        "a signal's name",
        text()
            .replace(
                "<bpmn:process ", "<bpmn:signal id=\"S\" name=\"" + CALL + "\" /><bpmn:process ")
            .replace(
                "<bpmn:endEvent id=\"End_Completed\" name=\"Connected\">",
                "<bpmn:endEvent id=\"End_Completed\" name=\"Connected\"><bpmn:signalEventDefinition"
                    + " signalRef=\"S\" />"));
    quiet(
        all,
        "an error's message",
        text()
            .replace(
                "<bpmn:process ",
                "<bpmn:error id=\"E\" errorCode=\"X\" camunda:errorMessage=\""
                    + CALL
                    + "\" /><bpmn:process ")
            .replace(
                "<bpmn:endEvent id=\"End_Completed\" name=\"Connected\">",
                "<bpmn:endEvent id=\"End_Completed\" name=\"Connected\"><bpmn:errorEventDefinition"
                    + " errorRef=\"E\" />"));
    quiet(
        all,
        "a condition to wait for",
        text(
            "intermediateCatchEvent",
            "name=\"x\"",
            "<bpmn:conditionalEventDefinition><bpmn:condition xsi:type=\"bpmn:tFormalExpression\">"
                + CALL
                + "</bpmn:condition></bpmn:conditionalEventDefinition>"));
    quiet(
        all,
        "a message that is sent",
        text(
            "intermediateThrowEvent",
            "name=\"x\"",
            "<bpmn:messageEventDefinition camunda:class=\"" + CLASS + "\" />"));
  }

  private static void structures(List<EvilProcess> all) {
    sing(
        all,
        "a collection",
        task(
            "camunda:delegateExpression=\"${complete}\"",
            "",
            "<bpmn:multiInstanceLoopCharacteristics camunda:collection=\""
                + CALL
                + "\" camunda:elementVariable=\"x\" />"));
    quiet(
        all,
        "a large cardinality",
        task(
            "camunda:delegateExpression=\"${complete}\"",
            "",
            "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>100000000"
                + "</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>"));
    quiet(
        all,
        "an endless loop",
        text()
            .replace(
                "sourceRef=\"Task_Complete\" targetRef=\"End_Completed\"",
                "sourceRef=\"Task_Complete\" targetRef=\"Task_Complete\""));
    sing(
        all,
        "a second process",
        text()
            .replace(
                "</bpmn:process>",
                "</bpmn:process><bpmn:process id=\"Second\" isExecutable=\"true\""
                    + " camunda:historyTimeToLive=\"P1D\"><bpmn:startEvent id=\"S2\""
                    + " camunda:formHandlerClass=\""
                    + CLASS
                    + "\" /></bpmn:process>"));
    quiet(
        all,
        "a collaboration",
        text()
            .replace(
                "<bpmn:process ",
                "<bpmn:collaboration id=\"C\"><bpmn:participant id=\"P\" name=\""
                    + CALL
                    + "\" processRef=\"AddNetwork\" /></bpmn:collaboration><bpmn:process "));
    quiet(
        all,
        "extension properties",
        text()
            .replace(
                "<bpmn:startEvent ",
                "<bpmn:extensionElements><camunda:properties><camunda:property name=\"x\" value=\""
                    + CALL
                    + "\" /></camunda:properties></bpmn:extensionElements><bpmn:startEvent "));
    quiet(
        all,
        "a data object",
        text()
            .replace(
                "<bpmn:startEvent ",
                "<bpmn:dataObject id=\"D\" name=\"" + CALL + "\" /><bpmn:startEvent "));
    quiet(
        all,
        "a foreign namespace",
        text()
            .replace(
                "<bpmn:startEvent ", "<x:y xmlns:x=\"urn:x\">" + CALL + "</x:y><bpmn:startEvent "));
    quiet(
        all,
        "a candidate for starting it",
        text()
            .replace(
                "<bpmn:process ", "<bpmn:process camunda:candidateStarterUsers=\"" + CALL + "\" "));
    all.add(
        new EvilProcess(
            "a decision",
            "evil.dmn",
            bytes(
                "<definitions"
                    + " xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" id=\"d\" name=\"d\""
                    + " namespace=\"x\"><decision id=\"e\" name=\"e\"><literalExpression expressionLanguage="
                    + "\"juel\"><text>"
                    + CALL
                    + "</text></literalExpression></decision></definitions>"),
            false));
    all.add(
        new EvilProcess(
            "a case",
            "evil.cmmn",
            bytes(
                "<definitions"
                    + " xmlns=\"http://www.omg.org/spec/CMMN/20151109/MODEL\" targetNamespace=\"x\">"
                    + "<case id=\"c\"><casePlanModel id=\"m\" /></case></definitions>"),
            false));
    all.add(
        new EvilProcess(
            "another name of the kind",
            "evil.bpmn20.xml",
            task("camunda:class=\"" + CLASS + "\"", "").bytes(),
            true));
  }

  private static void encodings(List<EvilProcess> all) {
    ProcessText evil = task("camunda:class=\"" + CLASS + "\"", "");
    for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      String text = evil.xml().replace("encoding=\"UTF-8\"", "encoding=\"UTF-16\"");
      all.add(file("in " + charset, ("\ufeff" + text).getBytes(charset), true));
    }
    all.add(file("behind a byte order mark", bytes("\ufeff" + evil.xml()), true));
    all.add(
        file(
            "in Latin 1",
            evil.xml().replace("UTF-8", "ISO-8859-1").getBytes(StandardCharsets.ISO_8859_1),
            true));
    String doctype = "<!DOCTYPE d [<!ENTITY x \"" + CALL + "\">]><bpmn:definitions";
    quiet(all, "an entity", input("&x;").replace("<bpmn:definitions", doctype));
    quiet(
        all,
        "a file as an entity",
        input("&x;")
            .replace(
                "<bpmn:definitions",
                "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><bpmn:definitions"));
    quiet(
        all,
        "a document type elsewhere",
        text()
            .replace(
                "<bpmn:definitions",
                "<!DOCTYPE d SYSTEM \"http://127.0.0.1:1/x.dtd\"><bpmn:definitions"));
  }

  private static void sing(List<EvilProcess> all, String name, ProcessText text) {
    all.add(file(name, text.bytes(), true));
  }

  private static void quiet(List<EvilProcess> all, String name, ProcessText text) {
    all.add(file(name, text.bytes(), false));
  }

  private static EvilProcess file(String name, byte[] content, boolean sings) {
    return new EvilProcess(name, ID + ".bpmn", content, sings);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static ProcessText text() {
    return ProcessText.old(ID);
  }

  private static ProcessText input(String value) {
    return io("<camunda:inputParameter name=\"x\">" + value + "</camunda:inputParameter>");
  }

  private static ProcessText io(String parameters) {
    return task(
        "camunda:delegateExpression=\"${complete}\"",
        "<camunda:inputOutput>" + parameters + "</camunda:inputOutput>");
  }

  private static ProcessText task(String attributes, String extensions) {
    return task(attributes, extensions, "");
  }

  private static ProcessText task(String attributes, String extensions, String more) {
    return element(
        "serviceTask",
        attributes,
        "<bpmn:extensionElements>" + extensions + "</bpmn:extensionElements>",
        more);
  }

  private static ProcessText element(String kind, String attributes, String content) {
    return element(kind, attributes, content, "");
  }

  private static ProcessText element(String kind, String attributes, String content, String more) {
    return text(kind, "name=\"Evil\" " + attributes, content, more);
  }

  private static ProcessText text(String kind, String attributes, String content) {
    return text(kind, attributes, content, "");
  }

  private static ProcessText text(String kind, String attributes, String content, String more) {
    return text()
        .replaceElement(
            "Task_Complete",
            "<bpmn:%s id=\"Task_Complete\" %s>%s<bpmn:incoming>Flow_ToComplete</bpmn:incoming>"
                    .formatted(kind, attributes, content)
                + "<bpmn:outgoing>Flow_ToEndCompleted</bpmn:outgoing>"
                + more
                + "</bpmn:"
                + kind
                + ">");
  }

  private static ProcessText condition(String attributes, String value) {
    return text()
        .replace(
            "sourceRef=\"Task_Complete\" targetRef=\"End_Completed\" />",
            "sourceRef=\"Task_Complete\" targetRef=\"End_Completed\"><bpmn:conditionExpression"
                + " xsi:type=\"bpmn:tFormalExpression\" "
                + attributes
                + ">"
                + value
                + "</bpmn:conditionExpression></bpmn:sequenceFlow>");
  }

  private static ProcessText message(String name) {
    return text()
        .replace("<bpmn:process ", "<bpmn:message id=\"M\" name=\"" + name + "\" /><bpmn:process ")
        .replace(
            "<bpmn:outgoing>Flow_ToConnect",
            "<bpmn:messageEventDefinition messageRef=\"M\" /><bpmn:outgoing>Flow_ToConnect");
  }
}
