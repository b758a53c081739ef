package org.dockerrm.support;

/** The resource types that integration tests use. */
public final class Types {

  /** A type that offers everything and shows what happens to it. */
  public static final String PROBE = "resource::probe::1.0";

  /** A type that offers Install, Start, Stop and Uninstall. */
  public static final String SMALL = "resource::small::2.1";

  /** A type that declares metrics and never reports them by itself. */
  public static final String GAUGE = "resource::gauge::1.0";

  /** A type on the base image that reports metrics in every way there is. */
  public static final String METER = "resource::meter::1.0";

  /** The built-in type of networks. */
  public static final String NETWORK = "resource::docker-network::1.0";

  /** The built-in type of volumes. */
  public static final String VOLUME = "resource::docker-volume::1.0";

  private Types() {}
}
