package org.dockerrm.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the media types of a request once, before anything else does. Those that cannot be read are
 * refused here; later they would be failures. Charsets in Accept are dropped: every answer is UTF-8
 * (JSON always is, RFC 8259), and no converter could write what they ask for.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 15)
class HeaderFilter extends OncePerRequestFilter {

  private static final String CHARSET = "charset";

  /** Spring sorts 50 pairs of an accepted and an offered type; answers come in three at most. */
  private static final int MOST_ACCEPTED = 16;

  private final ProblemWriter problems;

  HeaderFilter(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String type = request.getContentType();
    if (StringUtils.hasLength(type) && !isConcrete(type)) {
      String detail = "Content-Type '" + ClientText.shown(type) + "' is not a media type";
      problems.write(HttpStatus.UNSUPPORTED_MEDIA_TYPE, detail, Map.of(), request, response);
      return;
    }
    String given = String.join(",", Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
    List<MediaType> accepted;
    try {
      accepted =
          MediaType.parseMediaTypes(given).stream().map(HeaderFilter::withoutCharset).toList();
    } catch (InvalidMediaTypeException e) {
      String detail = "Accept '" + ClientText.shown(given) + "' is not a list of media types";
      problems.write(HttpStatus.NOT_ACCEPTABLE, detail, Map.of(), request, response);
      return;
    }
    if (accepted.size() > MOST_ACCEPTED) {
      String detail = "Accept names more than " + MOST_ACCEPTED + " media types";
      problems.write(HttpStatus.NOT_ACCEPTABLE, detail, Map.of(), request, response);
      return;
    }
    chain.doFilter(
        accepted.isEmpty() ? request : new Accepting(request, MediaType.toString(accepted)),
        response);
  }

  private static boolean isConcrete(String text) {
    try {
      return MediaType.parseMediaType(text).isConcrete();
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }

  private static MediaType withoutCharset(MediaType type) {
    Map<String, String> parameters = new LinkedHashMap<>(type.getParameters());
    parameters.keySet().removeIf(CHARSET::equalsIgnoreCase);
    return new MediaType(type, parameters);
  }

  /** A request with another Accept. */
  private static final class Accepting extends HttpServletRequestWrapper {

    private final String accept;

    Accepting(HttpServletRequest request, String accept) {
      super(request);
      this.accept = accept;
    }

    @Override
    public @Nullable String getHeader(String name) {
      return HttpHeaders.ACCEPT.equalsIgnoreCase(name) ? accept : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return HttpHeaders.ACCEPT.equalsIgnoreCase(name)
          ? Collections.enumeration(List.of(accept))
          : super.getHeaders(name);
    }
  }
}
