package org.dockerrm.api;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import org.dockerrm.config.Settings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The API's description at {@code /v3/api-docs}: its name and version. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

  @Bean
  OpenAPI openApi(Settings settings) {
    return new OpenAPI()
        .info(
            new Info()
                .title("Docker Resource Manager")
                .description(
                    "The resource manager API; "
                        + ResourceManagerApi.VERSIONED_ROOT
                        + " serves the same.")
                .version(settings.version()));
  }
}
