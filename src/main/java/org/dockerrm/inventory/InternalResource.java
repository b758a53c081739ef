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

  /** Type of volumes. */
  public static final String VOLUME = "docker volume";

  /** A container behind an instance. */
  public static InternalResource container(String id, String name) {
    return new InternalResource(id, name, CONTAINER);
  }

  /** A network behind an instance. */
  public static InternalResource network(String id, String name) {
    return new InternalResource(id, name, NETWORK);
  }

  /** A volume behind an instance; its name is its id. */
  public static InternalResource volume(String name) {
    return new InternalResource(name, name, VOLUME);
  }
}
