package org.dockerrm.transition;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.ContainerSettings;
import org.dockerrm.catalog.Descriptor;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.catalog.PropertyType;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.inventory.Clusters;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.transition.RequestParts.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which values of an instance the process of a request can give to an operation of another. */
class PartScopeTest {

  private static final String TYPE = "resource::web::1.0";
  private static final String MEMBER = "member";
  private static final String TARGET = "proxy";
  private static final Map<String, String> VALUES =
      Map.of("port", "80", "password", "s3cret", "undeclared", "x");
  private static final Map<String, String> POLICY =
      Map.of("target", TARGET, "onScaleOut", "addBackend", "onScaleIn", "removeBackend");

  @ParameterizedTest
  @ValueSource(strings = {"addBackend", "removeBackend"})
  void givesAPasswordToTheOperationsThatThePolicyNames(String operation) {
    assertThat(scope(TYPE).values(request("ScaleOut", false), command(operation)))
        .isEqualTo(VALUES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reload", "addbackend", "addBackend2", "proxy", "onScaleOut"})
  void givesNoPasswordToAnotherOperation(String operation) {
    assertThat(scope(TYPE).values(request("ScaleOut", false), command(operation)))
        .isEqualTo(Map.of("port", "80"));
  }

  /** A client chooses an operation's properties, and a package the names of its operations. */
  @ParameterizedTest
  @CsvSource({"Configure, false", "Configure, true", "ScaleOut, true"})
  void givesNoPasswordWhereTheRequestIsNoneOfAPolicy(String name, boolean operation) {
    assertThat(scope(TYPE).values(request(name, operation), command("addBackend")))
        .isEqualTo(Map.of("port", "80"));
  }

  @Test
  void givesNothingOfAnInstanceWhoseTypeIsGone() {
    assertThat(scope("resource::gone::1.0").values(request("ScaleOut", false), command("reload")))
        .isEmpty();
  }

  @Test
  void givesAnInstanceItsOwnPassword() {
    Command own = Command.operation("request", MEMBER, "reload", MEMBER);

    assertThat(scope(TYPE).values(request("Configure", false), own)).isEqualTo(VALUES);
  }

  /** An operation of the policy's target, with the properties of a member. */
  private static Command command(String operation) {
    return Command.operation("request", TARGET, operation, MEMBER);
  }

  private static PartScope scope(String typeOfMember) {
    ResourceInstance member =
        new ResourceInstance(
            MEMBER,
            "web",
            typeOfMember,
            null,
            "dev",
            "key",
            null,
            false,
            VALUES,
            List.of(),
            Instant.EPOCH,
            Instant.EPOCH);
    return new PartScope(
        finding(Inventory.class, MEMBER, member),
        finding(Clusters.class, "", ""),
        finding(Catalog.class, TYPE, type()));
  }

  /** What finds one thing by its key, and can do nothing else. */
  private static <T> T finding(Class<T> place, String key, Object found) {
    return place.cast(
        Proxy.newProxyInstance(
            PartScopeTest.class.getClassLoader(),
            new Class<?>[] {place},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("find");
              return arguments[0].equals(key) ? Optional.of(found) : Optional.empty();
            }));
  }

  private static ResourceType type() {
    return new ResourceType(
        TypeName.parse(TYPE).orElseThrow(),
        ResourceType.State.PUBLISHED,
        "",
        Instant.EPOCH,
        Instant.EPOCH,
        new Descriptor(
            "",
            Map.of(
                "port", property(PropertyType.STRING), "password", property(PropertyType.PASSWORD)),
            List.of("Install"),
            Map.of(),
            Map.of(),
            Map.of(),
            "",
            ContainerSettings.NONE,
            Map.of()),
        "",
        ResourceType.Kind.CONTAINER,
        "image",
        Map.of(),
        Map.of(),
        List.of(),
        List.of());
  }

  private static PropertyDefinition property(PropertyType type) {
    return new PropertyDefinition(type, "", false, null, null, false);
  }

  private static Request request(String name, boolean operation) {
    return new Request(
        "request",
        RequestState.IN_PROGRESS,
        MEMBER,
        "web",
        null,
        TYPE,
        "dev",
        name,
        operation,
        false,
        POLICY,
        Map.of(),
        null,
        null,
        Request.Progress.NONE,
        null,
        Instant.EPOCH,
        null,
        Instant.EPOCH,
        null);
  }
}
