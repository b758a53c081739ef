package org.dockerrm.location;

import java.util.List;
import java.util.Map;
import org.dockerrm.config.LocationRequest;
import org.dockerrm.config.LocationSettings;
import org.dockerrm.location.ClientLocationTable.Row;
import org.dockerrm.location.LocationRefused.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Changes the table of locations first, in one transaction, and then what is served. */
@Service
class LocationEdits implements LocationEditor {

  private static final Logger log = LoggerFactory.getLogger(LocationEdits.class);

  /** Each location has connections and a thread of its own. */
  private static final int MOST = 100;

  private final LocationRegister register;
  private final ClientLocationTable table;
  private final MeteredHosts hosts;
  private final LocationTenants tenants;
  private final TransactionOperations transactions;

  LocationEdits(
      LocationRegister register,
      ClientLocationTable table,
      MeteredHosts hosts,
      LocationTenants tenants,
      TransactionOperations transactions) {
    this.register = register;
    this.table = table;
    this.hosts = hosts;
    this.tenants = tenants;
    this.transactions = transactions;
  }

  @Override
  public synchronized Change put(String name, String type, Map<String, String> properties) {
    refuseOfFile(name);
    Row row = new Row(name, type, properties);
    LocationSettings settings = checked(row);
    Change change = store(row, settings);
    register.refresh(name);
    log.info("deployment location {} {}: {}", name, change, settings.endpoint());
    return change;
  }

  @Override
  public synchronized void remove(String name) {
    refuseOfFile(name);
    transactions.executeWithoutResult(
        status -> {
          if (table.lock(name).isEmpty()) {
            throw new LocationRefused(Reason.NOT_FOUND, "the deployment location does not exist");
          }
          refuseInhabited(name, "be removed");
          table.remove(name);
        });
    register.refresh(name);
    log.info("deployment location {} removed", name);
  }

  private LocationSettings checked(Row row) {
    LocationRequest checked = register.check(row);
    if (checked instanceof LocationRequest.Fit fit) {
      List<String> faults = hosts.faults(fit.settings());
      if (!faults.isEmpty()) {
        throw new LocationRefused(Reason.INVALID, faults);
      }
      return fit.settings();
    }
    throw new LocationRefused(Reason.INVALID, ((LocationRequest.Unfit) checked).findings());
  }

  private Change store(Row row, LocationSettings settings) {
    try {
      return transactions.execute(
          status -> {
            if (table.lock(row.name()).isEmpty()) {
              refuseOneTooMany();
              table.add(row);
              return Change.CREATED;
            }
            if (register.mayHaveOtherEngine(settings)) {
              refuseInhabited(row.name(), "get another kind or endpoint");
            }
            table.replace(row);
            return Change.UPDATED;
          });
    } catch (DuplicateKeyException lostRace) {
      throw new LocationRefused(
          Reason.CONFLICT,
          "the location was created by another request just now; read it and try again");
    }
  }

  private void refuseOfFile(String name) {
    if (register.isOfFile(name)) {
      throw new LocationRefused(
          Reason.CONFLICT, "the location is in locations.yml and can be changed only there");
    }
  }

  private void refuseInhabited(String name, String what) {
    long living = tenants.count(name);
    if (living > 0) {
      throw new LocationRefused(
          Reason.CONFLICT,
          "the location cannot " + what + " while " + living + " instances exist there");
    }
  }

  private void refuseOneTooMany() {
    if (table.count() >= MOST) {
      throw new LocationRefused(Reason.CONFLICT, "there are " + MOST + " such locations already");
    }
  }
}
