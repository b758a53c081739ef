package org.dockerrm.api;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Keeps clients that send slowly from holding threads of the web server. */
@Component
class WebServerBounds implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  @Override
  public void customize(TomcatServletWebServerFactory server) {
    server.setProtocol(BoundedProtocol.class.getName());
    server.addEngineValves(new BodyValve());
  }

  private static final class BodyValve extends ValveBase {

    BodyValve() {
      super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      IncomingBody.offer(request);
      // The request forgets its attributes at its end.
      Optional<IncomingBody> body = IncomingBody.of(request.getRequest());
      getNext().invoke(request, response);
      if (!request.isAsync()) {
        body.ifPresent(IncomingBody::leaveRest);
      }
    }
  }
}
