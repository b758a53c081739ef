package org.dockerrm.inventory;

/**
 * An object of the infrastructure behind an instance.
 *
 * @param id its id on the container host
 * @param name its name there
 * @param type what it is
 */
public record InternalResource(String id, String name, String type) {

  /** Type of containers. */
  public static final String CONTAINER = "docker container";

  /** Type of networks. */
  public static final String NETWORK = "docker network";

  /** A container behind an instance. */
  public static InternalResource container(String id, String name) {
    return new InternalResource(id, name, CONTAINER);
  }

  /** A network behind an instance. */
  public static InternalResource network(String id, String name) {
    return new InternalResource(id, name, NETWORK);
  }
}
