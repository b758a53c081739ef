package org.dockerrm.transition;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.dockerrm.inventory.InternalResource;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.PropertyText;
import org.dockerrm.inventory.ResourceState;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The upgrades that can still be taken back, a row each: from the acceptance of the request to its
 * good end, or until the version before is back. As long as a row is there, both types stay and the
 * instance takes no other request. Changes take part in the caller's transaction.
 */
@Repository
@Transactional
public class Upgrades {

  private final JdbcClient jdbc;
  private final Inventory inventory;
  private final PropertyText propertyText;

  Upgrades(JdbcClient jdbc, Inventory inventory, PropertyText propertyText) {
    this.jdbc = jdbc;
    this.inventory = inventory;
    this.propertyText = propertyText;
  }

  /** The upgrade of a request; empty where it is no Upgrade, and where it cannot be taken back. */
  @Transactional(readOnly = true)
  public Optional<Upgrade> of(String requestId) {
    return jdbc.sql("select * from upgrade where request_id = ?")
        .param(requestId)
        .query(this::read)
        .optional();
  }

  /** Makes the instance one of the version after; its container is to be made. */
  public void advance(Upgrade upgrade) {
    inventory.become(upgrade.resourceId(), upgrade.toType(), upgrade.toProperties());
    inventory.setInternalResources(upgrade.resourceId(), List.of());
  }

  /**
   * Makes the instance one of the version before again, as far as it is without its start script,
   * which ends the upgrade.
   *
   * @param container what is behind it
   */
  public void takeBack(Upgrade upgrade, List<InternalResource> container) {
    String resourceId = upgrade.resourceId();
    inventory.become(resourceId, upgrade.fromType(), upgrade.fromProperties());
    inventory.setInternalResources(resourceId, container);
    inventory.setState(
        resourceId,
        upgrade.fromState() == ResourceState.Active ? ResourceState.Inactive : upgrade.fromState());
    end(upgrade.requestId());
  }

  void begin(Upgrade upgrade) {
    jdbc.sql(
            """
            insert into upgrade (request_id, resource_id, from_type, from_properties, from_state,
              from_container, to_type, to_properties)
            values (:request, :resource, :fromType, :fromProperties, :fromState, :fromContainer,
              :toType, :toProperties)
            """)
        .param("request", upgrade.requestId())
        .param("resource", upgrade.resourceId())
        .param("fromType", upgrade.fromType())
        .param("fromProperties", propertyText.write(upgrade.fromProperties()))
        .param("fromState", upgrade.fromState() == null ? null : upgrade.fromState().name())
        .param("fromContainer", upgrade.fromContainer())
        .param("toType", upgrade.toType())
        .param("toProperties", propertyText.write(upgrade.toProperties()))
        .update();
  }

  /** The request whose upgrade of an instance can still be taken back. */
  @Transactional(readOnly = true)
  Optional<String> underWay(String resourceId) {
    return jdbc.sql("select request_id from upgrade where resource_id = ?")
        .param(resourceId)
        .query(String.class)
        .optional();
  }

  /** Whether an upgrade leads from a type or to it. */
  @Transactional(readOnly = true)
  boolean use(String type) {
    return jdbc.sql("select count(*) from upgrade where from_type = :type or to_type = :type")
            .param("type", type)
            .query(Integer.class)
            .single()
        > 0;
  }

  void end(String requestId) {
    jdbc.sql("delete from upgrade where request_id = ?").param(requestId).update();
  }

  private Upgrade read(ResultSet row, int number) throws SQLException {
    String state = row.getString("from_state");
    return new Upgrade(
        row.getString("request_id"),
        row.getString("resource_id"),
        row.getString("from_type"),
        propertyText.read(row.getString("from_properties")),
        state == null ? null : ResourceState.valueOf(state),
        row.getString("from_container"),
        row.getString("to_type"),
        propertyText.read(row.getString("to_properties")));
  }
}
