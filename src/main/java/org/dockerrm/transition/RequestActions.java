package org.dockerrm.transition;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client can do with an open request (docs/reference/api.md, "Transitions"), with the effect
 * that the same has in Cockpit. Each returns the request as it is afterwards and throws {@link
 * TransitionRefused}: {@code NOT_FOUND} for an unknown request, {@code CONFLICT} where it has ended
 * or a step of it cannot be interrupted now.
 */
public interface RequestActions {

  /**
   * Tries again, at once, what failed.
   *
   * @param properties replace those that the request came with, checked as those were; null keeps
   *     them
   * @throws RequestRefused also {@code CONFLICT} where nothing failed or the request is suspended,
   *     {@code INVALID} where a property is wrong
   */
  Request retry(String requestId, @Nullable Map<String, String> properties);

  /**
   * Ends the request CANCELLED; what an Install made is removed. A request that is cancelled
   * already stays so.
   */
  Request cancel(String requestId);

  /** Keeps the request from going on, its deadline included; suspended already is fine. */
  Request suspend(String requestId);

  /** Continues a suspended request, with a whole new deadline; not suspended is fine. */
  Request resume(String requestId);
}
