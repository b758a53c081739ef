package org.dockerrm;

import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dockerrm.config.ConfigurationException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.embedded.tomcat.ConnectorStartFailedException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says in plain lines on the standard error why a start failed, if the operator can correct the
 * cause. Every other failure is left to Spring Boot, with its stack trace.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class StartFailure implements SpringBootExceptionReporter {

  private static final String H2_FILE_IN_USE = "90020";

  /** Connection, authorization and unknown database, by SQLState or its class. */
  private static final Set<String> NO_CONNECTION = Set.of("08", "28", "3D");

  private final @Nullable ConfigurableApplicationContext context;
  private final PrintStream output;

  /**
   * @param context the context that failed, null where the start did not get that far
   */
  public StartFailure(@Nullable ConfigurableApplicationContext context) {
    this(context, System.err);
  }

  StartFailure(@Nullable ConfigurableApplicationContext context, PrintStream output) {
    this.context = context;
    this.output = output;
  }

  @Override
  public boolean reportException(Throwable failure) {
    List<String> lines =
        Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
            .limit(50)
            .map(this::lines)
            .filter(found -> !found.isEmpty())
            .findFirst()
            .orElse(List.of());
    lines.forEach(output::println);
    return !lines.isEmpty();
  }

  private List<String> lines(Throwable cause) {
    if (cause instanceof ConfigurationException wrong) {
      return wrong.findings();
    }
    if (cause instanceof PortInUseException port) {
      return List.of(
          "Port "
              + port.getPort()
              + " is in use by another program: stop that, or set DOCKERRM_PORT to a free port.");
    }
    if (cause instanceof ConnectorStartFailedException port) {
      return List.of(
          "Port "
              + port.getPort()
              + ", for metrics, cannot be opened at its address: set DOCKERRM_METRIC_PORT to a free"
              + " port, or DOCKERRM_METRIC_ADDRESS to an address of this machine.");
    }
    return cause instanceof SQLException sql ? database(sql).stream().toList() : List.of();
  }

  private Optional<String> database(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    if (state.equals(H2_FILE_IN_USE)) {
      return Optional.of(
          "The database "
              + address()
              + " is in use by another process: stop the resource manager that runs already, or"
              + " set DOCKERRM_DATA to another directory.");
    }
    if (state.length() != 5 || !NO_CONNECTION.contains(state.substring(0, 2))) {
      return Optional.empty();
    }
    return Optional.of(
        "The database "
            + address()
            + " cannot be used: "
            + String.valueOf(failure.getMessage()).lines().findFirst().orElse("")
            + " Check that it runs, and DOCKERRM_DB_URL, DOCKERRM_DB_USER and"
            + " DOCKERRM_DB_PASSWORD.");
  }

  /** The address without its parameters: there may be a password among them. */
  private String address() {
    String url =
        context == null ? null : context.getEnvironment().getProperty("spring.datasource.url");
    return url == null ? "" : url.split("[?;]", 2)[0].replaceAll("//[^/@]*@", "//");
  }
}
