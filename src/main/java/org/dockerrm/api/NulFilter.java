package org.dockerrm.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses addresses with a NUL character, which not every database can even look for. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 40)
class NulFilter extends OncePerRequestFilter {

  private static final String ENCODED = "%00";

  private final ProblemWriter problems;

  NulFilter(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String query = request.getQueryString();
    if (request.getRequestURI().contains(ENCODED) || query != null && query.contains(ENCODED)) {
      problems.write(
          HttpStatus.BAD_REQUEST,
          "the address has a NUL character (%00)",
          Map.of(),
          request,
          response);
      return;
    }
    chain.doFilter(request, response);
  }
}
