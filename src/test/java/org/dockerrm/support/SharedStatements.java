package org.dockerrm.support;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.defaults.DefaultSqlSessionFactory;
import org.apache.ibatis.transaction.managed.ManagedTransactionFactory;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Has the engines of one Java process share the SQL statements that the first of them read. Reading
 * them is a third of what a start costs, and tests start many managers.
 */
@Order(Ordered.LOWEST_PRECEDENCE)
final class SharedStatements extends AbstractProcessEnginePlugin {

  /** By the name of the database's product: statements differ between them. */
  private static final Map<String, Configuration> READ = new ConcurrentHashMap<>();

  @Override
  public void preInit(ProcessEngineConfigurationImpl engine) {
    Configuration read = READ.get(product(engine));
    if (read != null) {
      Environment environment =
          new Environment("shared", new ManagedTransactionFactory(), engine.getDataSource());
      engine.setSqlSessionFactory(new DefaultSqlSessionFactory(copy(read, environment)));
    }
  }

  @Override
  public void postProcessEngineBuild(ProcessEngine built) {
    ProcessEngineConfigurationImpl engine =
        (ProcessEngineConfigurationImpl) built.getProcessEngineConfiguration();
    READ.putIfAbsent(product(engine), engine.getSqlSessionFactory().getConfiguration());
  }

  private static Configuration copy(Configuration read, Environment environment) {
    Configuration copy = new Configuration(environment);
    copy.setDefaultExecutorType(read.getDefaultExecutorType());
    copy.setDefaultStatementTimeout(read.getDefaultStatementTimeout());
    // A short name that two statements have stands for neither: it is no statement.
    for (Object statement : read.getMappedStatements()) {
      if (statement instanceof MappedStatement one && !copy.hasStatement(one.getId(), false)) {
        copy.addMappedStatement(one);
      }
    }
    return copy;
  }

  private static String product(ProcessEngineConfigurationImpl engine) {
    try (Connection connection = engine.getDataSource().getConnection()) {
      return connection.getMetaData().getDatabaseProductName();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
