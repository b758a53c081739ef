package org.dockerrm.catalog;

import java.util.List;

/** What became of an upload. */
public sealed interface UploadResult {

  /**
   * The package is in the catalog, new or in place of another; its image may still have to be
   * built.
   *
   * @param type its type
   */
  record Added(ResourceType type) implements UploadResult {}

  /**
   * The catalog had this very package already.
   *
   * @param type its type
   */
  record Unchanged(ResourceType type) implements UploadResult {}

  /**
   * The package has faults; nothing of it was kept.
   *
   * @param findings everything that is to say about it
   */
  record Faulty(List<Finding> findings) implements UploadResult {

    /** Copies the findings. */
    public Faulty {
      findings = List.copyOf(findings);
    }
  }

  /**
   * There is no room for the package; nothing of it was kept.
   *
   * @param reason which setting is in the way, fit for clients
   */
  record Full(String reason) implements UploadResult {}

  /**
   * The type exists and stays as it is; nothing of the package was kept.
   *
   * @param reason why, fit for clients
   */
  record Conflict(String reason) implements UploadResult {}
}
