package org.dockerrm.inventory;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Instances that were scaled out of one, which is their first member. A member that leaves the
 * inventory leaves its cluster, which continues with the rest. Changes take part in the caller's
 * transaction.
 */
public interface Clusters {

  /**
   * All members of the cluster that an instance belongs to, oldest first; an instance that was
   * never scaled is alone in its own.
   */
  List<ResourceInstance> members(String resourceId);

  /** The ids of these members alone, for one question to the database. */
  List<String> memberIds(String resourceId);

  /** The ids of the members of every cluster, oldest first. */
  Collection<List<String>> all();

  /** What an instance is in its cluster; empty where it was never scaled. */
  Optional<Member> member(String resourceId);

  /** The members that a request added, youngest first. */
  List<Member> addedBy(String requestId);

  /**
   * Adds an instance to the cluster of another, which becomes a cluster by that.
   *
   * @param member an instance that is in the inventory already
   * @param number its number within the cluster
   * @param requestId the request that adds it
   */
  void add(String existing, String member, int number, String requestId);

  /** Keeps whether the target of the cluster's policy knows a member. */
  void setJoined(String resourceId, boolean joined);

  /**
   * An instance in its cluster.
   *
   * @param resourceId the instance
   * @param number 1 for the first; of the others, what their names end with
   * @param addedBy the request that added it; null for the first
   * @param joined whether the target of the policy knows it
   */
  record Member(String resourceId, int number, @Nullable String addedBy, boolean joined) {}
}
