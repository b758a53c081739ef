package org.dockerrm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.dockerrm.config.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.embedded.tomcat.ConnectorStartFailedException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.env.MockEnvironment;

class StartFailureTest {

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  @Test
  void saysHowToMoveThePortForMetrics() {
    assertThat(reports(new ConnectorStartFailedException(8082), "")).isTrue();
    assertThat(output())
        .startsWith("Port 8082, for metrics, cannot be opened")
        .contains("DOCKERRM_METRIC_PORT");
  }

  @Test
  void printsTheFindingsOfAWrongConfiguration() {
    assertThat(reports(new ConfigurationException(List.of("a:1: b", "c:2: d")), "")).isTrue();
    assertThat(output()).isEqualTo("a:1: b\nc:2: d\n");
  }

  @Test
  void saysWhatToDoAboutAPortInUse() {
    assertThat(reports(new PortInUseException(8081), "")).isTrue();
    assertThat(output())
        .isEqualTo(
            "Port 8081 is in use by another program: stop that, or set DOCKERRM_PORT to a free"
                + " port.\n");
  }

  @Test
  void saysWhatToDoAboutADatabaseOutOfReachWithoutItsPassword() {
    assertThat(
            reports(
                new SQLException("Connection to db:5432 refused.\nmore", "08001"),
                "jdbc:postgresql://me:secret@db/rm?password=secret"))
        .isTrue();
    assertThat(output())
        .isEqualTo(
            "The database jdbc:postgresql://db/rm cannot be used: Connection to db:5432 refused."
                + " Check that it runs, and DOCKERRM_DB_URL, DOCKERRM_DB_USER and"
                + " DOCKERRM_DB_PASSWORD.\n");
  }

  @Test
  void tellsOfAnotherManagerOnTheSameDatabaseFile() {
    assertThat(reports(new SQLException("in use", "90020"), "jdbc:h2:file:/d/db;WRITE_DELAY=0"))
        .isTrue();
    assertThat(output())
        .isEqualTo(
            "The database jdbc:h2:file:/d/db is in use by another process: stop the resource"
                + " manager that runs already, or set DOCKERRM_DATA to another directory.\n");
  }

  @Test
  void leavesOtherFailuresToSpring() {
    assertThat(reports(new SQLException("syntax error", "42601"), "")).isFalse();
    assertThat(reports(new SQLException("no state"), "")).isFalse();
    assertThat(reports(new IllegalStateException("bug"), "")).isFalse();
    assertThat(output()).isEmpty();
  }

  private boolean reports(Throwable cause, String url) {
    GenericApplicationContext context = new GenericApplicationContext();
    context.setEnvironment(new MockEnvironment().withProperty("spring.datasource.url", url));
    return new StartFailure(context, new PrintStream(output, true, StandardCharsets.UTF_8))
        .reportException(new IllegalStateException("start", new RuntimeException(cause)));
  }

  private String output() {
    return output.toString(StandardCharsets.UTF_8);
  }
}
