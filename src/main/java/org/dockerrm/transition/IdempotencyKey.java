package org.dockerrm.transition;

/**
 * A client's promise that two requests with this key are one.
 *
 * @param key the client's key
 * @param meaning hash of what the request means, however it is written; kept with the request, to
 *     tell a repetition from a mistake
 * @param bytes hash of the request's bytes, which earlier versions kept in its place
 */
public record IdempotencyKey(String key, String meaning, String bytes) {

  /** Whether what is kept with a request is of the same request as this. */
  boolean fits(String kept) {
    return kept.equals(meaning) || kept.equals(bytes);
  }
}
