package org.dockerrm.location.docker;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dockerrm.config.LocationSettings;
import org.dockerrm.location.ContainerHost;
import org.dockerrm.location.ContainerHosts;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Opens Docker engines and closes them when the manager stops. */
@Component
class DockerHosts implements ContainerHosts, DisposableBean {

  private final List<DockerHost> opened = new CopyOnWriteArrayList<>();

  @Override
  public ContainerHost open(LocationSettings settings) {
    DockerHost host = new DockerHost(settings.name(), settings.endpoint(), settings.tlsDirectory());
    opened.add(host);
    return host;
  }

  @Override
  public void destroy() {
    opened.forEach(DockerHost::close);
  }
}
