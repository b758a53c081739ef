package org.dockerrm.inventory;

import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The name of this inventory, the same for all nodes on one database and for ever: objects on
 * container hosts bear it, so that managers that share a host can distinguish theirs.
 */
@Component
public class InventoryIdentity {

  private final String managerId;

  InventoryIdentity(JdbcClient jdbc) {
    try {
      // Kept by the database alone, so that what is restored from a backup knows its own.
      jdbc.sql(
              """
              insert into inventory_identity (only_row, manager_id)
              select 1, cast(:id as varchar(64)) where not exists (select 1 from inventory_identity)
              """)
          .param("id", UUID.randomUUID().toString())
          .update();
    } catch (DuplicateKeyException anotherNodeWasFaster) {
      // Its name is ours.
    }
    this.managerId =
        jdbc.sql("select manager_id from inventory_identity").query(String.class).single();
  }

  /** The name. */
  public String managerId() {
    return managerId;
  }
}
