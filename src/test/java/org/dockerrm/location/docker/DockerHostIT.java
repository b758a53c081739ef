package org.dockerrm.location.docker;

import java.util.Map;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.Host;
import org.dockerrm.location.HostContract;
import org.dockerrm.support.Docker;
import org.junit.jupiter.api.AfterAll;

/** A Docker engine keeps the contract. */
class DockerHostIT extends HostContract {

  private final Engine engine = new Engine();

  @AfterAll
  void cleanUp() {
    engine.close();
  }

  @Override
  protected Host host() {
    return engine.host;
  }

  @Override
  protected Map<String, String> labels(String resourceId) {
    return engine.labels(resourceId);
  }

  @Override
  protected String freePrefix() {
    return Docker.freePrefix();
  }

  @Override
  protected String lastingImage() {
    return engine.sleepImage();
  }

  @Override
  protected String endingImage() {
    return engine.image("true");
  }

  @Override
  protected void script(ContainerView container, String path, TestScript what) {
    String lines =
        switch (what) {
          case ECHO -> "cat /opt/rmparams; printf 'n: 2' >/opt/rmparams";
          case FAIL -> "echo out; printf 'n: 3' >/opt/rmparams; exit 42";
          case LAST -> "echo begun; sleep 600";
        };
    engine.script(container, path, lines);
  }

  @Override
  protected void kill(ContainerView container) {
    engine.client().killContainerCmd(container.id()).exec();
  }
}
