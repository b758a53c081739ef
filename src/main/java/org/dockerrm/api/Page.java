package org.dockerrm.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param items what is on it
 * @param nextCursor what to ask the next page with; missing on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Page<T>(List<T> items, @Nullable String nextCursor) {

  static final int LARGEST = 1000;

  /**
   * A page of what a query found.
   *
   * @param found one element more than the limit where there is a next page
   */
  static <S, T> Page<T> of(
      List<S> found, int limit, Function<S, T> representation, Function<S, String> position) {
    boolean more = found.size() > limit;
    List<S> shown = more ? found.subList(0, limit) : found;
    String next = more ? encoded(position.apply(shown.get(limit - 1))) : null;
    return new Page<>(shown.stream().map(representation).toList(), next);
  }

  /** The limit that a client asked for, if it may. */
  static int checkedLimit(int limit) {
    if (limit < 1 || limit > LARGEST) {
      throw new BadRequestException("limit is a number from 1 to " + LARGEST);
    }
    return limit;
  }

  /** The position behind a cursor. */
  static String position(String cursor) {
    try {
      String position = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (ClientText.fault(position).isPresent()) {
        throw badCursor();
      }
      return position;
    } catch (IllegalArgumentException e) {
      throw badCursor();
    }
  }

  static BadRequestException badCursor() {
    return new BadRequestException("cursor is not one that this list gave");
  }

  private static String encoded(String position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(position.getBytes(StandardCharsets.UTF_8));
  }
}
