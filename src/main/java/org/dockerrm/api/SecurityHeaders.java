package org.dockerrm.api;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** The headers of every response that restrict what browsers may do with it. */
final class SecurityHeaders {

  private static final String POLICY = "Content-Security-Policy";
  private static final String NO_FRAMES = "frame-ancestors 'none'";
  private static final String OWN_CONTENT =
      "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self';"
          + " form-action 'self'; "
          + NO_FRAMES;

  /** Swagger UI places an image of its own with a style attribute. */
  private static final String SWAGGER_UI = OWN_CONTENT + "; style-src 'self' 'unsafe-inline'";

  private SecurityHeaders() {}

  /**
   * Sets them.
   *
   * @param path the path of the request; the pages of the process engine set a policy of their own,
   *     since their scripts need more
   */
  static void set(HttpServletResponse response, @Nullable String path) {
    response.setHeader(POLICY, policy(path == null ? "" : path));
    response.setHeader("X-Content-Type-Options", "nosniff");
    // Not no-referrer: with that, browsers send "Origin: null" with the forms of our own pages.
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  }

  private static String policy(String path) {
    if (path.startsWith("/camunda")) {
      return NO_FRAMES;
    }
    return path.startsWith("/swagger-ui") ? SWAGGER_UI : OWN_CONTENT;
  }
}
