package org.dockerrm.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dockerrm.config.Settings;
import org.dockerrm.metric.MetricPort;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps web pages of other sites away from everything that is served: a request must be addressed
 * to a known host, and one that may change something must not come from a page of another origin.
 * Programs other than browsers send neither {@code Origin} nor {@code Sec-Fetch-Site} and do not
 * notice. The metric door is reached under any name, since containers get one of the operator's
 * choice; no page knows the key that it asks for.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestOriginFilter extends OncePerRequestFilter {

  private static final String FETCH_SITE = "Sec-Fetch-Site";
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");
  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

  private final AllowedHosts hosts;
  private final MetricPort metrics;
  private final ProblemWriter problems;

  RequestOriginFilter(
      Settings settings,
      @Value("${server.address:}") String address,
      MetricPort metrics,
      ProblemWriter problems) {
    // Who lets the manager listen at a name reaches it by that.
    Set<String> names = new HashSet<>(settings.security().allowedHosts());
    names.add(address.toLowerCase(Locale.ROOT));
    this.hosts = new AllowedHosts(names);
    this.metrics = metrics;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    SecurityHeaders.set(response, request.getRequestURI());
    Optional<String> refusal = unknownHost(request).or(() -> foreignPage(request));
    if (refusal.isPresent()) {
      problems.write(HttpStatus.FORBIDDEN, refusal.get(), Map.of(), request, response);
    } else {
      chain.doFilter(request, response);
    }
  }

  private Optional<String> unknownHost(HttpServletRequest request) {
    // Only HTTP/1.0, which no browser uses, has none.
    return metrics.isDoor(request.getLocalPort())
        ? Optional.empty()
        : values(request, HttpHeaders.HOST).stream()
            .filter(host -> !hosts.allows(host))
            .findFirst()
            .map(
                host ->
                    "the request is addressed to host '"
                        + ClientText.shown(host)
                        + "', which is neither localhost nor an IP address; if it is a name of"
                        + " this manager, add it to security.allowedHosts in config.yml");
  }

  private static Optional<String> foreignPage(HttpServletRequest request) {
    if (isSafe(request)) {
      return Optional.empty();
    }
    List<String> own = values(request, HttpHeaders.HOST);
    return values(request, FETCH_SITE).stream()
        .filter(site -> !OWN_SITES.contains(site))
        .findFirst()
        .map(site -> FETCH_SITE + " is '" + ClientText.shown(site) + "'")
        .or(
            () ->
                values(request, HttpHeaders.ORIGIN).stream()
                    .filter(origin -> own.stream().noneMatch(host -> isOrigin(origin, host)))
                    .findFirst()
                    .map(origin -> "Origin is '" + ClientText.shown(origin) + "'"))
        .map(
            reason ->
                reason
                    + ": web pages of other origins may not send such requests; a proxy in front"
                    + " must pass the Host header on unchanged");
  }

  /** Streams of events are none: they keep a place of few for as long as the page is open. */
  private static boolean isSafe(HttpServletRequest request) {
    return READS.contains(request.getMethod())
        && values(request, HttpHeaders.ACCEPT).stream()
            .noneMatch(
                accept ->
                    accept.toLowerCase(Locale.ROOT).contains(MediaType.TEXT_EVENT_STREAM_VALUE));
  }

  /** Whether pages of that origin come from the host that the request is addressed to. */
  private static boolean isOrigin(String origin, String host) {
    String given = origin.toLowerCase(Locale.ROOT);
    String addressed = host.toLowerCase(Locale.ROOT);
    return given.startsWith("http://") && isAt(given.substring(7), addressed, ":80")
        || given.startsWith("https://") && isAt(given.substring(8), addressed, ":443");
  }

  /** Browsers leave out the scheme's own port. */
  private static boolean isAt(String origin, String host, String ownPort) {
    return origin.equals(host) || host.equals(origin + ownPort);
  }

  private static List<String> values(HttpServletRequest request, String header) {
    return Collections.list(request.getHeaders(header));
  }
}
