package org.dockerrm.catalog.image;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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
  private static final Pattern LIST = Pattern.compile("(?<=[\\t-\\r\\x85\\p{Z}])\\[");
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
      String trigger = DockerfileText.strip(instruction.text().substring("ONBUILD".length()));
      return trigger.isEmpty() ? List.of() : words(new Instruction(instruction.line(), trigger));
    }
    if (!instruction.name().equals("ADD")) {
      return List.of();
    }
    List<String> words = new ArrayList<>(instruction.arguments());
    lists(instruction.text()).forEach(words::add);
    return words;
  }

  /**
   * The sources that are written as a list, with the escapes of JSON. Options before it may have
   * brackets too, so that each bracket that a word begins with counts.
   */
  private static Stream<String> lists(String text) {
    char[] characters = text.toCharArray();
    return LIST.matcher(text)
        .results()
        .map(bracket -> list(characters, bracket.start()))
        .flatMap(list -> IntStream.range(0, list.size()).mapToObj(i -> list.get(i).asText()));
  }

  private static JsonNode list(char[] text, int begin) {
    try (JsonParser parser = JSON.createParser(text, begin, text.length - begin)) {
      return JSON.readTree(parser);
    } catch (IOException e) {
      return JSON.createArrayNode();
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
