package org.dockerrm.location;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.dockerrm.config.ConfigurationException;
import org.dockerrm.config.LocationSettings;
import org.dockerrm.location.HostException.Reason;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Opens the hosts of every kind, and measures how long the calls to them take. */
@Component
class MeteredHosts {

  /** Calls that last as long as something else does, and those that do not ask the host. */
  private static final Set<String> NOT_MEASURED =
      Set.of("run", "build", "pull", "check", "secrets");

  /** How dashboards know the calls whose method has the same name in several parts. */
  private static final Map<String, String> CALLS =
      Map.ofEntries(
          Map.entry("Workloads.find", "container"),
          Map.entry("Workloads.own", "ownContainers"),
          Map.entry("Workloads.names", "containerNames"),
          Map.entry("Workloads.attach", "connect"),
          Map.entry("Workloads.detach", "disconnect"),
          Map.entry("ScriptRunner.stop", "stopScript"),
          Map.entry("ScriptRunner.progress", "scriptProgress"),
          Map.entry("ImageStore.find", "image"),
          Map.entry("ImageStore.remove", "removeImage"),
          Map.entry("Networks.all", "networks"),
          Map.entry("Networks.find", "network"),
          Map.entry("Networks.remove", "removeNetwork"),
          Map.entry("Volumes.own", "ownVolumes"),
          Map.entry("Volumes.find", "volume"),
          Map.entry("Volumes.remove", "removeVolume"));

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30)
  };

  private final Map<String, HostFactory> kinds = new TreeMap<>();
  private final MeterRegistry registry;

  MeteredHosts(List<HostFactory> kinds, MeterRegistry registry) {
    kinds.forEach(kind -> this.kinds.put(kind.kind(), kind));
    this.registry = registry;
  }

  /** Whether there is the kind of host that these settings ask for. */
  boolean opens(LocationSettings settings) {
    return kinds.containsKey(settings.kind());
  }

  /**
   * A host for these settings, as {@link HostFactory#open}.
   *
   * @throws ConfigurationException where there is no such kind
   */
  Host open(LocationSettings settings) {
    HostFactory kind = kinds.get(settings.kind());
    if (kind == null) {
      throw new ConfigurationException(
          List.of("locations.yml: location " + settings.name() + ": " + unknown(settings)));
    }
    return new Metered(settings.name(), kind.open(settings), kind);
  }

  /** Ends the connections and watches of a host that was opened here. */
  void close(Host host) {
    if (host instanceof Metered metered) {
      metered.kind.close(metered.host);
    }
  }

  /** What is known to be wrong with settings before anything is connected, one line each. */
  List<String> faults(LocationSettings settings) {
    HostFactory kind = kinds.get(settings.kind());
    return kind == null ? List.of(unknown(settings)) : kind.faults(settings);
  }

  private String unknown(LocationSettings settings) {
    return "kind: '%s' is not known; known: %s"
        .formatted(settings.kind(), String.join(", ", kinds.keySet()));
  }

  /** A host whose parts are measured. */
  private final class Metered implements Host {

    private final String location;
    private final Host host;
    private final HostFactory kind;
    private final Workloads workloads;
    private final ScriptRunner scripts;
    private final ImageStore images;
    private final Optional<Networks> networks;
    private final Optional<Volumes> volumes;

    Metered(String location, Host host, HostFactory kind) {
      this.location = location;
      this.kind = kind;
      this.host = host;
      this.workloads = part(Workloads.class, host.workloads());
      this.scripts = part(ScriptRunner.class, host.scripts());
      this.images = part(ImageStore.class, host.images());
      this.networks = host.networks().map(part -> part(Networks.class, part));
      this.volumes = host.volumes().map(part -> part(Volumes.class, part));
    }

    @Override
    public Traits traits() {
      return host.traits();
    }

    @Override
    public Workloads workloads() {
      return workloads;
    }

    @Override
    public ScriptRunner scripts() {
      return scripts;
    }

    @Override
    public ImageStore images() {
      return images;
    }

    @Override
    public Optional<Networks> networks() {
      return networks;
    }

    @Override
    public Optional<Volumes> volumes() {
      return volumes;
    }

    @Override
    public AutoCloseable watch(HostWatcher watcher, Duration interval) {
      return host.watch(watcher, interval);
    }

    @Override
    public Optional<String> outOfSight() {
      return host.outOfSight();
    }

    @Override
    public int processors() {
      return timed("processors", host::processors);
    }

    @Override
    public Optional<String> unreachable() {
      return timed("unreachable", host::unreachable);
    }

    @Override
    public HostStatus look() {
      return host.look();
    }

    private <T> T part(Class<T> type, T part) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (proxy, method, arguments) -> call(type, part, method, arguments)));
    }

    private @Nullable Object call(
        Class<?> type, Object part, Method method, @Nullable Object @Nullable [] arguments) {
      String name = method.getName();
      return method.getDeclaringClass() == Object.class || NOT_MEASURED.contains(name)
          ? invoke(part, method, arguments)
          : timed(
              CALLS.getOrDefault(type.getSimpleName() + "." + name, name),
              () -> invoke(part, method, arguments));
    }

    private <T extends @Nullable Object> T timed(String call, Supplier<T> action) {
      Timer.Sample sample = Timer.start(registry);
      String outcome = "error";
      try {
        T result = action.get();
        outcome = outcome(result);
        return result;
      } catch (HostException e) {
        outcome = e.reason().name();
        throw e;
      } finally {
        sample.stop(timer(location, call, outcome));
      }
    }
  }

  /** What a call came to: also an answer can say that it was not done. */
  private static String outcome(@Nullable Object result) {
    if (result instanceof Creation.Foreign) {
      return Reason.ALREADY_EXISTS.name();
    }
    if (result instanceof Removal.Going) {
      return Reason.BUSY.name();
    }
    return result instanceof Inspection.OutOfSight ? Reason.OUT_OF_SIGHT.name() : "ok";
  }

  /** No method of a part throws checked exceptions. */
  private static @Nullable Object invoke(
      Object part, Method method, @Nullable Object @Nullable [] arguments) {
    try {
      return method.invoke(part, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new UndeclaredThrowableException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("the parts of a host are public interfaces", e);
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
