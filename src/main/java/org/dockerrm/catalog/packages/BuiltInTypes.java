package org.dockerrm.catalog.packages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dockerrm.catalog.Descriptor;
import org.dockerrm.catalog.ResourceType.Kind;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.catalog.descriptor.DescriptorParser;
import org.dockerrm.catalog.descriptor.ParsedDescriptor;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.YamlReader;

/** The types that need no package (docs/reference/packages.md, "Built-in types"). */
final class BuiltInTypes {

  private static final String NETWORK = "/org/dockerrm/catalog/docker-network.yml";
  private static final String VOLUME = "/org/dockerrm/catalog/docker-volume.yml";

  private BuiltInTypes() {}

  /** All of them. */
  static List<ResourcePackage> all() {
    return List.of(read(NETWORK, Kind.NETWORK), read(VOLUME, Kind.VOLUME));
  }

  private static ResourcePackage read(String resource, Kind kind) {
    byte[] content = content(resource);
    Findings findings = new Findings();
    ParsedDescriptor parsed = DescriptorParser.parse(content, findings.in(resource));
    if (!findings.list().isEmpty() || parsed.name().isEmpty()) {
      throw new IllegalStateException("a built-in descriptor has faults: " + findings.list());
    }
    TypeName name = TypeName.parse(parsed.name().get().text()).orElseThrow();
    Descriptor descriptor = parsed.descriptor();
    String text = YamlReader.text(content);
    return new ResourcePackage(
        Path.of(""),
        name,
        false,
        kind,
        descriptor,
        text,
        Map.of(),
        Map.of(),
        List.of(),
        false,
        List.of(),
        Set.of(),
        ContentHash.ofText(text),
        List.of());
  }

  private static byte[] content(String resource) {
    try (InputStream in = BuiltInTypes.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the program");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
