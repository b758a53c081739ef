package org.dockerrm.workflow.rule;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.Attributes;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads XML that makes its reader fetch or expand nothing. The engine's own parsers refuse neither
 * schema locations, which they fetch over the network, nor the engine's former name.
 */
final class SafeXml {

  private static final String FORMER_ENGINE = "http://activiti.org/bpmn";

  // Deep nesting would exhaust the stack of code that walks the file.
  private static final int MAX_DEPTH = 100;

  private SafeXml() {}

  static Document parse(byte[] content) throws SAXException {
    try {
      Document document = builder().parse(new ByteArrayInputStream(content));
      refuseOtherEncodings(document);
      refuseForeignParts(document);
      return document;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The line in which the start tag of each element with an id ends, by id; of sound XML. */
  static Map<String, Integer> lines(byte[] content) {
    Map<String, Integer> lines = new HashMap<>();
    try {
      SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.newSAXParser().parse(new ByteArrayInputStream(content), new Lines(lines));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      // Findings without lines are better than none.
      return lines;
    }
    return lines;
  }

  private static DocumentBuilder builder() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      factory.setAttribute("jdk.xml.maxElementDepth", String.valueOf(MAX_DEPTH));
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Refusing());
      return builder;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("this Java cannot read XML safely", e);
    }
  }

  /** Each reader of a file must see the same characters. */
  private static void refuseOtherEncodings(Document document) throws SAXException {
    String encoding = document.getInputEncoding();
    if (encoding != null && !encoding.equalsIgnoreCase("UTF-8")) {
      throw new SAXException("its encoding is " + encoding + "; use UTF-8");
    }
  }

  private static void refuseForeignParts(Document document) throws SAXException {
    NodeList elements = document.getElementsByTagNameNS("*", "*");
    for (int i = 0; i < elements.getLength(); i++) {
      Element element = (Element) elements.item(i);
      if (namesSchema(element)) {
        throw new SAXException(
            "xsi:schemaLocation is not allowed, since it would be fetched; remove it");
      }
      if (usesFormerEngine(element)) {
        throw new SAXException(
            "the namespace " + FORMER_ENGINE + " is not allowed; use " + CamundaXml.NAMESPACE);
      }
    }
  }

  private static boolean namesSchema(Element element) {
    String instance = XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI;
    return element.hasAttributeNS(instance, "schemaLocation")
        || element.hasAttributeNS(instance, "noNamespaceSchemaLocation");
  }

  private static boolean usesFormerEngine(Element element) {
    if (FORMER_ENGINE.equals(element.getNamespaceURI())) {
      return true;
    }
    for (int i = 0; i < element.getAttributes().getLength(); i++) {
      if (FORMER_ENGINE.equals(element.getAttributes().item(i).getNamespaceURI())) {
        return true;
      }
    }
    return false;
  }

  private static final class Lines extends DefaultHandler {

    private final Map<String, Integer> lines;
    private @Nullable Locator locator;

    Lines(Map<String, Integer> lines) {
      this.lines = lines;
    }

    @Override
    public void setDocumentLocator(Locator given) {
      locator = given;
    }

    @Override
    public void startElement(String uri, String localName, String name, Attributes attributes) {
      String id = attributes.getValue("", "id");
      if (id != null && locator != null) {
        lines.putIfAbsent(id, locator.getLineNumber());
      }
    }
  }

  private static final class Refusing extends DefaultHandler {

    @Override
    public void error(SAXParseException e) throws SAXException {
      throw e;
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
