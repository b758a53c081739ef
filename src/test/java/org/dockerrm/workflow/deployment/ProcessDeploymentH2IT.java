package org.dockerrm.workflow.deployment;

import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

class ProcessDeploymentH2IT extends ProcessDeploymentContract {

  @Override
  DataSource emptyDatabase() {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    return database;
  }
}
