package org.dockerrm.api;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** What the web server refuses before the application sees it is answered as a problem too. */
@Component
class ServerErrorProblems implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  @Override
  public void customize(TomcatServletWebServerFactory server) {
    server.addContextCustomizers(
        context -> context.getParent().getPipeline().addValve(new ProblemValve()));
  }

  private static final class ProblemValve extends ErrorReportValve {

    private static final String PROBLEM =
        """
        {"type":"about:blank","title":"%1$s","status":%2$d,"detail":"%1$s","instance":"%3$s",\
        "localizedMessage":"%1$s","url":"%3$s","details":{}}""";

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
      HttpStatus status = HttpStatus.resolve(response.getStatus());
      if (status == null
          || !status.isError()
          || response.getContentWritten() > 0
          || !response.setErrorReported()) {
        return;
      }
      String uri = request.getRequestURI() == null ? "" : request.getRequestURI();
      String url = new String(JsonStringEncoder.getInstance().quoteAsString(uri));
      SecurityHeaders.set(response.getResponse(), request.getRequestURI());
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      response.setCharacterEncoding("UTF-8");
      try (Writer body = response.getReporter()) {
        if (body != null) {
          body.write(PROBLEM.formatted(status.getReasonPhrase(), status.value(), url));
        }
      } catch (IOException | IllegalStateException e) {
        container.getLogger().debug("a client did not wait for its answer", e);
      }
    }
  }
}
