package org.dockerrm.api;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.http11.Http11NioProtocol;
import org.jspecify.annotations.Nullable;

/**
 * HTTP with bounds that the web server's own lacks, where it measures the pauses of a connection
 * only: see {@link BoundedEndpoint}.
 */
public final class BoundedProtocol extends Http11NioProtocol {

  private final BoundedEndpoint endpoint;
  private @Nullable ScheduledFuture<?> looks;

  /** Any number of connections from each address. */
  public BoundedProtocol() {
    this(Integer.MAX_VALUE);
  }

  BoundedProtocol(int connectionsPerAddress) {
    this(new BoundedEndpoint(connectionsPerAddress));
  }

  private BoundedProtocol(BoundedEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  BoundedEndpoint endpoint() {
    return endpoint;
  }

  @Override
  public void start() throws Exception {
    super.start();
    looks = getUtilityExecutor().scheduleWithFixedDelay(endpoint::look, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public void stop() throws Exception {
    ScheduledFuture<?> started = looks;
    if (started != null) {
      started.cancel(false);
    }
    super.stop();
  }
}
