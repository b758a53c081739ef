package org.dockerrm.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import org.dockerrm.inventory.LifecycleTransition;
import org.dockerrm.transition.IdempotencyKey;
import org.dockerrm.transition.TransitionCommand;
import org.jspecify.annotations.Nullable;

/**
 * Reads Idempotency-Key. Two requests are the same if they mean the same: order, white space,
 * escapes, unknown fields, numbers in place of their texts, null in place of nothing, and the
 * spelling of a transition's name make no difference.
 */
final class IdempotencyKeys {

  /** The request's header. */
  static final String HEADER = "Idempotency-Key";

  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final Pattern OLD_PREFIX = Pattern.compile("^(?i)Transition::");

  /** As RFC 8785 has it: fields in the order of their names, nothing between them. */
  private static final JsonMapper CANONICAL =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private IdempotencyKeys() {}

  /**
   * The key of a request.
   *
   * @param header null where there is none
   * @throws BadRequestException where the header is not a key
   */
  static @Nullable IdempotencyKey of(
      @Nullable String header, TransitionCommand command, byte[] body) {
    return header == null
        ? null
        : new IdempotencyKey(checked(header), hash(canonical(command)), hash(body));
  }

  /**
   * The key of a request that is made at something which is there already.
   *
   * @param header null where there is none
   * @param asked what is to be done, and to what
   * @param values what the body says
   * @throws BadRequestException where the header is not a key
   */
  static @Nullable IdempotencyKey of(@Nullable String header, String asked, Map<String, ?> values) {
    if (header == null) {
      return null;
    }
    String meaning = hash(canonical(Map.of("asked", asked, "values", values)));
    return new IdempotencyKey(checked(header), meaning, meaning);
  }

  private static String checked(String header) {
    if (!KEY.matcher(header).matches()) {
      throw new BadRequestException(
          HEADER + " has 1 to 255 visible ASCII characters and no spaces");
    }
    return header;
  }

  private static byte[] canonical(TransitionCommand command) {
    ObjectNode fields = CANONICAL.valueToTree(command);
    String name = OLD_PREFIX.matcher(command.transitionName()).replaceFirst("");
    fields.put("transitionName", LifecycleTransition.named(name).map(Enum::name).orElse(name));
    return fields.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] canonical(Map<String, ?> meaning) {
    try {
      return CANONICAL.writeValueAsBytes(meaning);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers are always JSON", e);
    }
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
