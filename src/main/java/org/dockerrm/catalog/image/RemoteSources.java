package org.dockerrm.catalog.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dockerrm.catalog.image.DockerfileText.Instruction;

/**
 * Sources that an engine fetches itself while it builds an image ({@code ADD} with an address, also
 * as a trigger for later builds). It does so from its host's own network, the host's loopback
 * addresses included, whatever network the build's commands have.
 */
public final class RemoteSources {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ADDRESS =
      Pattern.compile("[a-z][a-z0-9+.-]*://.*|git@.*", Pattern.DOTALL);
  private static final Pattern SYNTAX = Pattern.compile("[\\\\`\"'\\[,]");

  /** Engines of different ages read the directive that chooses between them differently. */
  private static final List<String> ESCAPES = List.of("\\", "`");

  private RemoteSources() {}

  /**
   * A remote source.
   *
   * @param line the line that its instruction begins in, counted from 1
   * @param source the source as written
   */
  public record Found(int line, String source) {}

  /** The first one in a Dockerfile, or in an image's trigger; what may become one counts. */
  public static Optional<Found> in(String text) {
    return ESCAPES.stream()
        .flatMap(escape -> DockerfileText.instructions(text, escape).stream())
        .flatMap(
            instruction ->
                words(instruction).stream()
                    .filter(RemoteSources::isRemote)
                    .map(word -> new Found(instruction.line(), word)))
        .findFirst();
  }

  private static List<String> words(Instruction instruction) {
    if (instruction.name().equals("ONBUILD")) {
      String trigger = instruction.text().substring("ONBUILD".length()).strip();
      return trigger.isEmpty() ? List.of() : words(new Instruction(instruction.line(), trigger));
    }
    if (!instruction.name().equals("ADD")) {
      return List.of();
    }
    List<String> words = new ArrayList<>(instruction.arguments());
    words.addAll(list(instruction.text()));
    return words;
  }

  /** The sources that are written as a list, with the escapes of JSON. */
  private static List<String> list(String text) {
    int begin = text.indexOf('[');
    if (begin < 0) {
      return List.of();
    }
    try {
      JsonNode list = JSON.readTree(text.substring(begin));
      return Stream.iterate(0, i -> i < list.size(), i -> i + 1)
          .map(i -> list.get(i).asText())
          .toList();
    } catch (JsonProcessingException e) {
      return List.of();
    }
  }

  /** Quotes and escapes go before the engine looks, and variables are replaced. */
  private static boolean isRemote(String word) {
    String plain = SYNTAX.matcher(word).replaceAll("").toLowerCase(Locale.ROOT);
    int variable = plain.indexOf('$');
    String begin = variable < 0 ? "-" : plain.substring(0, variable);
    return ADDRESS.matcher(plain).matches()
        || "http://".startsWith(begin)
        || "https://".startsWith(begin);
  }
}
