package org.dockerrm.catalog.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.dockerrm.catalog.Finding;
import org.dockerrm.catalog.ResourceType.Kind;
import org.dockerrm.catalog.TypeName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentsTest {

  @TempDir Path temporary;

  @Test
  void holdsTheBuiltInNetworkType() {
    ResourcePackage network = of().get(new TypeName("docker-network", "1.0"));

    assertThat(network.kind()).isEqualTo(Kind.NETWORK);
    assertThat(network.findings()).isEmpty();
    assertThat(network.descriptor().lifecycle()).containsExactly("Install", "Uninstall");
    assertThat(network.descriptor().properties().keySet())
        .containsExactly(
            "networkname",
            "subnet",
            "gateway",
            "driver",
            "internal",
            "ipv6",
            "bridgename",
            "networkid");
    assertThat(network.descriptor().properties().get("networkname").value())
        .isEqualTo("${instance.name}");
    assertThat(network.descriptor().properties().get("subnet").defaultValue())
        .isEqualTo("10.1.1.0/24");
    assertThat(network.descriptor().properties().get("bridgename").readOnly()).isTrue();
    assertThat(network.descriptorText()).contains("name: resource::docker-network::1.0");
  }

  @Test
  void sortsByName() {
    assertThat(of(complete("b", "zebra"), complete("a", "asterisk")).keySet())
        .extracting(TypeName::name)
        .containsExactly("asterisk", "docker-network", "docker-volume", "zebra");
  }

  @Test
  void takesNeitherOfTwoPackagesWithOneName() {
    SortedMap<TypeName, ResourcePackage> entries =
        of(complete("one", "web"), complete("two", "web"), complete("three", "other"));

    assertThat(entries).hasSize(4);
    assertThat(entries.get(new TypeName("web", "1.0")).faults())
        .startsWith("resource.yml: 2 packages have the name resource::web::1.0: ")
        .contains(temporary.resolve("one").toString(), temporary.resolve("two").toString());
    assertThat(entries.get(new TypeName("other", "1.0")).isFaulty()).isFalse();
  }

  @Test
  void takesNamesThatDifferOnlyInCaseAsOne() {
    SortedMap<TypeName, ResourcePackage> entries =
        of(complete("one", "web"), complete("two", "Web"));

    assertThat(entries.values()).hasSize(4).filteredOn(ResourcePackage::isFaulty).hasSize(2);
  }

  @Test
  void keepsTwoVersionsApart() {
    PackageFiles.complete(temporary.resolve("two"), "x")
        .with(
            "resource.yml",
            "name: resource::web::2.0\nlifecycle: [Install, Start]\n"
                + "operations: {reload: {}}\n");

    assertThat(of(complete("one", "web"), read("two")).values())
        .hasSize(4)
        .noneMatch(ResourcePackage::isFaulty);
  }

  @Test
  void keepsTheBuiltInTypeWhereAPackageHasItsName() {
    SortedMap<TypeName, ResourcePackage> entries = of(complete("net", "docker-network"));

    assertThat(entries).hasSize(2);
    ResourcePackage network = entries.get(new TypeName("docker-network", "1.0"));
    assertThat(network.kind()).isEqualTo(Kind.NETWORK);
    assertThat(network.isFaulty()).isFalse();
    assertThat(network.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
              assertThat(finding.message()).contains(temporary.resolve("net").toString());
            });
  }

  @Test
  void letsAMadeUpNameStandBack() {
    PackageFiles.in(temporary.resolve("web")).with("resource.yml", "name: bad\n");
    PackageFiles.in(temporary.resolve("web!")).with("resource.yml", "name: bad\n");

    SortedMap<TypeName, ResourcePackage> entries =
        of(read("web"), read("web!"), complete("good", "web"));

    assertThat(entries.keySet())
        .extracting(TypeName::name)
        .containsExactly("docker-network", "docker-volume", "web", "web_2", "web_");
    assertThat(entries.get(new TypeName("web", "1.0")).isFaulty()).isFalse();
  }

  private ResourcePackage complete(String directory, String name) {
    PackageFiles.complete(temporary.resolve(directory), name);
    return read(directory);
  }

  private ResourcePackage read(String directory) {
    try {
      return PackageReader.read(temporary.resolve(directory), false);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static SortedMap<TypeName, ResourcePackage> of(ResourcePackage... packages) {
    return Contents.of(BuiltInTypes.all(), List.of(packages));
  }
}
