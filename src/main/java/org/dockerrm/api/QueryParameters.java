package org.dockerrm.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.yaml.MappingJackson2YamlHttpMessageConverter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Holds every query to the parameters that its operation declares: a misspelt filter would answer
 * with everything. Names that are not known or that come twice are refused, all at once.
 */
@Component
class QueryParameters implements HandlerInterceptor, WebMvcConfigurer {

  private final Map<HandlerMethod, Set<String>> known = new ConcurrentHashMap<>();

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  /**
   * Answers are JSON; what writes the OpenAPI document as YAML would offer itself for all others.
   */
  @Override
  public void extendMessageConverters(List<HttpMessageConverter<?>> converters) {
    converters.removeIf(MappingJackson2YamlHttpMessageConverter.class::isInstance);
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

  private static Set<String> declared(HandlerMethod method) {
    Set<String> declared = new LinkedHashSet<>();
    for (MethodParameter parameter : method.getMethodParameters()) {
      RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
      if (query != null) {
        String name = query.name().isEmpty() ? parameter.getParameter().getName() : query.name();
        declared.add(name);
      }
    }
    return declared;
  }

  private static void check(String query, Set<String> declared) {
    List<String> findings = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String pair : query.split("&")) {
      if (!isEncoded(pair)) {
        findings.add(
            "'" + ClientText.shown(pair) + "' in the query is not percent-encoded properly");
        continue;
      }
      String name = URLDecoder.decode(pair.split("=", 2)[0], StandardCharsets.UTF_8);
      String shown = "query parameter '" + ClientText.shown(name) + "'";
      if (pair.isEmpty()) {
        continue;
      }
      if (!declared.contains(name)) {
        findings.add(shown + " is not known here; " + offered(declared));
      } else if (!seen.add(name)) {
        findings.add(shown + " is given more than once");
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
