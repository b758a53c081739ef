package org.dockerrm.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.dockerrm.metric.MetricPort;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** On the port for metrics there is nothing but metrics, and they are nowhere else. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class MetricPortFilter extends OncePerRequestFilter {

  private final MetricPort port;

  MetricPortFilter(MetricPort port) {
    this.port = port;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean forMetrics = port.isOpen() && request.getLocalPort() == port.port();
    // Decoded, as the path is that finds the controller.
    boolean metrics = request.getServletPath().equals(MetricPort.PATH);
    if (forMetrics == metrics) {
      chain.doFilter(request, response);
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }
}
