package org.dockerrm.location.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerErrorsTest {

  private final DockerErrors errors = new DockerErrors(URI.create("tcp://engine:2376"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | No such container: x                                              | NOT_FOUND",
        "409 | Conflict. The container name is already in use by container abc   | ALREADY_EXISTS",
        "409 | network with name n already exists                                | ALREADY_EXISTS",
        "409 | removal of container x is already in progress                     | BUSY",
        "409 | Container x is restarting, wait until the container is running    | BUSY",
        "409 | id already in use                                                 | REFUSED",
        "409 | Container x is not running                                        | REFUSED",
        "403 | Pool overlaps with other one on this address space                | NO_CAPACITY",
        "404 | could not find an available IPv4 address pool                     | NOT_FOUND",
        "400 | could not find an available, non-overlapping IPv4 address pool    | NO_CAPACITY",
        "500 | no available IPv4 addresses on this network's address pools: n    | NO_CAPACITY",
        "500 | Bind for 0.0.0.0:80 failed: port is already allocated             | NO_CAPACITY",
        "500 | write /var/lib/docker/x: no space left on device                  | NO_CAPACITY",
        "500 | fork/exec /proc/self/exe: cannot allocate memory                  | NO_CAPACITY",
        "500 | Address already in use                                            | NO_CAPACITY",
        "500 | OCI runtime create failed: unable to apply caps                   | REFUSED",
        "400 | invalid CIDR address: x                                           | REFUSED",
        "502 | Bad Gateway                                                       | UNREACHABLE",
        "500 | connection error: error while dialing dial unix containerd.sock   | UNREACHABLE",
        "500 | failed to update store for object type *libnetwork.endpoint: open | UNREACHABLE"
      })
  void readsTheReasonFromStatusAndWords(int status, String message, Reason reason) {
    assertThat(DockerErrors.reason(status, message)).isEqualTo(reason);
  }

  @Test
  void quotesTheEngineOnOneLine() {
    HostException error =
        errors.translate(
            "start container x",
            new InternalServerErrorException("{\"message\":\"first\\nsecond  third\"}\n"));

    assertThat(error).hasMessage("Cannot start container x: first second third");
  }

  @Test
  void tellsWhatAPersonCanDoWhereTheEngineDoesNotGetOverItsEnd() {
    assertThat(errors.translate("start container x", conflict("id already in use")))
        .hasMessageStartingWith("Cannot start container x: id already in use (it began")
        .hasMessageContaining("ctr --namespace moby tasks rm --force");
    assertThat(
            errors.translate(
                "remove container x", conflict("unlinkat m/merged: device or resource busy")))
        .hasMessageContaining("umount");
  }

  @Test
  void tellsTheStatusOfAnAnswerWithoutAReason() {
    for (String empty : new String[] {"", " ", "{\"message\":\"\"}"}) {
      assertThat(errors.translate("stop the script", new NotFoundException(empty)))
          .hasMessage("Cannot stop the script: the engine answered with status 404 and no reason");
    }
  }

  private static ConflictException conflict(String message) {
    return new ConflictException("{\"message\":\"" + message + "\"}");
  }

  @Test
  void quotesAnswersThatAreNoJson() {
    assertThat(errors.translate("x", new NotFoundException("{broken")))
        .hasMessageContaining("{broken");
    assertThat(errors.translate("x", new ConflictException("<html>no</html>")))
        .hasMessageContaining("<html>no</html>");
  }

  @Test
  void boundsTheLengthOfAMessage() {
    HostException error =
        errors.translate("x", new InternalServerErrorException("y".repeat(100_000)));

    assertThat(String.valueOf(error.getMessage())).hasSizeLessThan(1_000);
  }

  @Test
  void brokenAndMissingConnectionsAreUnreachable() {
    for (Exception cause :
        new Exception[] {
          new ConnectException("Connection refused"), new SocketTimeoutException("Read timed out")
        }) {
      HostException error = errors.translate("list networks", new RuntimeException(cause));

      assertThat(error.reason()).isEqualTo(Reason.UNREACHABLE);
      assertThat(error.isTransient()).isTrue();
      assertThat(error)
          .hasMessageContaining("tcp://engine:2376")
          .hasMessageContaining(cause.getMessage());
    }
  }

  @Test
  void itsOwnExceptionsPassUnchanged() {
    HostException own = new HostException(Reason.BUSY, "as it was");

    assertThat(errors.translate("x", new RuntimeException(own))).isSameAs(own);
  }
}
