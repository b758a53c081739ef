package org.dockerrm.transition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The ids that a thread's log lines bear while it works for a request: {@code requestId}, {@code
 * resourceId} and {@code resourceName} in the logging context, which {@code
 * logging.pattern.correlation} puts before each message.
 */
public final class RequestMdc {

  /** The names of the ids, which are those of the process variables too. */
  public static final List<String> KEYS = List.of("requestId", "resourceId", "resourceName");

  private RequestMdc() {}

  /** Works with ids by name; one that is missing is not shown. */
  public static void during(Map<String, String> ids, Runnable work) {
    Map<String, @Nullable String> before = new LinkedHashMap<>();
    for (String key : KEYS) {
      before.put(key, MDC.get(key));
      set(key, ids.get(key));
    }
    try {
      work.run();
    } finally {
      before.forEach(RequestMdc::set);
    }
  }

  /** Works with the ids of a request. */
  static void during(Request request, Runnable work) {
    during(
        Map.of(
            "requestId", request.requestId(),
            "resourceId", request.resourceId(),
            "resourceName", request.resourceName()),
        work);
  }

  private static void set(String key, @Nullable String value) {
    if (value == null) {
      MDC.remove(key);
    } else {
      MDC.put(key, value);
    }
  }
}
