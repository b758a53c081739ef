package org.dockerrm.transition;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dockerrm.catalog.BuiltInOperation;
import org.dockerrm.catalog.IllegalSettingException;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.inventory.LifecycleTransition;
import org.dockerrm.location.Ability;
import org.dockerrm.location.ContainerOptions;
import org.dockerrm.location.Fit;
import org.dockerrm.location.NetworkSlot;
import org.dockerrm.location.Traits;

/** What a request needs of the host of its location that not every kind of host can do. */
final class AbilityNeeds {

  private final Map<Ability, String> needs = new EnumMap<>(Ability.class);

  private AbilityNeeds() {}

  /**
   * Whether a host can carry a request.
   *
   * @param values the values of the request, with everything filled in
   */
  static Fit check(
      Traits traits, ResourceType type, OfferedTransition offered, Map<String, String> values) {
    AbilityNeeds of = new AbilityNeeds();
    of.addTransition(type, offered);
    if (type.kind() != ResourceType.Kind.CONTAINER || offered.isOperation()) {
      return traits.check(of.needs);
    }
    NetworkSlot.suffixes(values.keySet()).forEach(suffix -> of.addSlot(suffix, values));
    return traits.check(of.needs) instanceof Fit.Misfits misfits
        ? misfits
        : traits.check(options(type, offered, values));
  }

  private void addTransition(ResourceType type, OfferedTransition offered) {
    if (offered.is(LifecycleTransition.Install)) {
      switch (type.kind()) {
        case NETWORK -> add(Ability.NETWORKS, "type " + type.name());
        case VOLUME -> add(Ability.VOLUMES, "type " + type.name());
        case CONTAINER -> {}
      }
    }
    if (offered.is(LifecycleTransition.Upgrade)) {
      add(Ability.HOLDS_STOPPED, "transition Upgrade");
    }
    if (offered.isOperation() && BuiltInOperation.named(offered.name()).isPresent()) {
      add(Ability.ATTACHES, "operation " + offered.name());
    }
  }

  private void addSlot(String suffix, Map<String, String> values) {
    String property = NetworkSlot.networkProperty(suffix);
    String network = values.getOrDefault(property, "");
    if (!network.isBlank() && !network.equals(NetworkSlot.DEFAULT_NETWORK)) {
      add(Ability.NETWORKS, "property " + property);
    }
    if (!network.isBlank() && !suffix.isEmpty()) {
      add(Ability.ATTACHES, "property " + property);
    }
    String address = NetworkSlot.addressProperty(suffix);
    if (!values.getOrDefault(address, "").isBlank()) {
      add(Ability.FIXED_ADDRESSES, "property " + address);
    }
  }

  private void add(Ability ability, String what) {
    needs.merge(ability, what, (one, other) -> one + ", " + other);
  }

  /**
   * The container's options, as far as they are known: none where the values make no sense, which
   * the step refuses, since scripts may change them before it. No ability depends on a name.
   */
  private static ContainerOptions options(
      ResourceType type, OfferedTransition offered, Map<String, String> values) {
    if (!offered.is(LifecycleTransition.Install)) {
      return ContainerOptions.NONE;
    }
    Map<String, String> all = new LinkedHashMap<>(RequestDrafts.facts("any", "any", "any"));
    all.putAll(values);
    try {
      return type.descriptor().container().resolve(all);
    } catch (IllegalSettingException e) {
      return ContainerOptions.NONE;
    }
  }
}
