package org.dockerrm.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Holds every query to the parameters that its operation declares: a misspelt filter would answer
 * with everything. Names that are not known, that come twice or that have no value where one is
 * needed are refused, all at once.
 */
@Component
class QueryParameters implements HandlerInterceptor, WebMvcConfigurer {

  /** Whether an empty value stands for none, by the name of each parameter of an operation. */
  private final Map<HandlerMethod, Map<String, Boolean>> known = new ConcurrentHashMap<>();

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    String query = request.getQueryString();
    if (query != null
        && handler instanceof HandlerMethod method
        && AnnotatedElementUtils.hasAnnotation(method.getBeanType(), ResourceManagerApi.class)) {
      check(query, known.computeIfAbsent(method, QueryParameters::declared));
    }
    return true;
  }

  private static Map<String, Boolean> declared(HandlerMethod method) {
    Map<String, Boolean> declared = new LinkedHashMap<>();
    for (MethodParameter parameter : method.getMethodParameters()) {
      RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
      if (query != null) {
        String name = query.name().isEmpty() ? parameter.getParameter().getName() : query.name();
        declared.put(name, !query.defaultValue().equals(ValueConstants.DEFAULT_NONE));
      }
    }
    return declared;
  }

  private static void check(String query, Map<String, Boolean> declared) {
    List<String> findings = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String pair : query.split("&")) {
      String[] parts = pair.split("=", 2);
      if (!isEncoded(pair)) {
        findings.add("'" + Texts.shown(pair) + "' in the query is not percent-encoded properly");
        continue;
      }
      String name = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
      String value = parts.length == 1 ? "" : parts[1];
      String shown = "query parameter '" + Texts.shown(name) + "'";
      if (name.isEmpty() && value.isEmpty()) {
        continue;
      }
      if (!declared.containsKey(name)) {
        findings.add(shown + " is not known here; " + offered(declared.keySet()));
      } else if (!seen.add(name)) {
        findings.add(shown + " is given more than once");
      } else if (value.isEmpty() && declared.get(name)) {
        findings.add(shown + " has no value; leave it out for the default");
      }
    }
    if (!findings.isEmpty()) {
      throw new BadRequestException(findings);
    }
  }

  private static String offered(Set<String> names) {
    return names.isEmpty() ? "there is none" : "known are " + String.join(", ", names);
  }

  private static boolean isEncoded(String text) {
    try {
      URLDecoder.decode(text, StandardCharsets.UTF_8);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
