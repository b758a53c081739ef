package org.dockerrm.workflow.engine;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Remembers where the request comes from that a thread works on, for the check of its password. */
final class LoginAddress implements Filter {

  private static final ThreadLocal<@Nullable Login> CURRENT = new ThreadLocal<>();

  private record Login(String address, ServletResponse response) {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    CURRENT.set(new Login(request.getRemoteAddr(), response));
    try {
      chain.doFilter(request, response);
    } finally {
      CURRENT.remove();
    }
  }

  /** The address of the client; empty outside of a request. */
  static String current() {
    Login login = CURRENT.get();
    return login == null ? "" : login.address();
  }

  /** Tells the client when it may try again. */
  static void retryAfter(Duration wait) {
    Login login = CURRENT.get();
    if (login != null && login.response() instanceof HttpServletResponse response) {
      response.setHeader("Retry-After", Long.toString(wait.plusMillis(999).toSeconds()));
    }
  }
}
