package org.dockerrm.location;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dockerrm.config.LocationSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** Measures how long the calls to hosts take, whatever kind of host it is. */
@Primary
@Component
class MeteredHosts implements ContainerHosts {

  /** Calls that last as long as something else does: scripts, builds, streams. */
  private static final Set<String> NOT_MEASURED =
      Set.of("run", "watch", "build", "pull", "look", "outOfSight", "secrets", "check");

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30)
  };

  private final ContainerHosts hosts;
  private final MeterRegistry registry;
  private final Map<ContainerHost, ContainerHost> real = new ConcurrentHashMap<>();

  MeteredHosts(@Qualifier("dockerHosts") ContainerHosts hosts, MeterRegistry registry) {
    this.hosts = hosts;
    this.registry = registry;
  }

  @Override
  public ContainerHost open(LocationSettings settings) {
    ContainerHost host = hosts.open(settings);
    ContainerHost metered =
        (ContainerHost)
            Proxy.newProxyInstance(
                ContainerHost.class.getClassLoader(),
                new Class<?>[] {ContainerHost.class},
                (proxy, method, arguments) ->
                    call(settings.name(), proxy, host, method, arguments));
    real.put(metered, host);
    return metered;
  }

  @Override
  public void close(ContainerHost host) {
    ContainerHost behind = real.remove(host);
    hosts.close(behind == null ? host : behind);
  }

  @Override
  public List<String> faults(LocationSettings settings) {
    return hosts.faults(settings);
  }

  private @Nullable Object call(
      String location,
      Object proxy,
      ContainerHost host,
      Method method,
      @Nullable Object @Nullable [] arguments)
      throws Throwable {
    if (method.getName().equals("equals")) {
      return arguments != null && proxy == arguments[0];
    }
    if (method.getDeclaringClass() == Object.class || NOT_MEASURED.contains(method.getName())) {
      return invoke(host, method, arguments);
    }
    Timer.Sample sample = Timer.start(registry);
    String outcome = "error";
    try {
      Object result = invoke(host, method, arguments);
      outcome = "ok";
      return result;
    } catch (HostException e) {
      outcome = e.reason().name();
      throw e;
    } finally {
      sample.stop(timer(location, method.getName(), outcome));
    }
  }

  private static @Nullable Object invoke(
      ContainerHost host, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(host, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private Timer timer(String location, String call, String outcome) {
    return Timer.builder("dockerrm.engine.calls")
        .description("calls to the engines of locations")
        .tag("location", location)
        .tag("call", call)
        .tag("outcome", outcome)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }
}
