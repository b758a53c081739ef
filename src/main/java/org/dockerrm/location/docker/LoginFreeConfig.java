package org.dockerrm.location.docker;

import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.AuthConfigurations;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.core.SSLConfig;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A client's configuration without the logins to registries that the manager's user has, for
 * engines that clients name: docker-java sends logins along with pulls, builds and new containers.
 */
final class LoginFreeConfig implements DockerClientConfig {

  private final DockerClientConfig config;

  LoginFreeConfig(DockerClientConfig config) {
    this.config = config;
  }

  @Override
  public URI getDockerHost() {
    return config.getDockerHost();
  }

  @Override
  public RemoteApiVersion getApiVersion() {
    return config.getApiVersion();
  }

  @Override
  @SuppressWarnings("deprecation") // the interface has no other
  public SSLConfig getSSLConfig() {
    return config.getSSLConfig();
  }

  @Override
  public @Nullable String getRegistryUsername() {
    return null;
  }

  @Override
  public @Nullable String getRegistryPassword() {
    return null;
  }

  @Override
  public @Nullable String getRegistryEmail() {
    return null;
  }

  @Override
  public @Nullable String getRegistryUrl() {
    return null;
  }

  @Override
  public @Nullable AuthConfig effectiveAuthConfig(String image) {
    return null;
  }

  @Override
  public AuthConfigurations getAuthConfigurations() {
    return new AuthConfigurations();
  }
}
