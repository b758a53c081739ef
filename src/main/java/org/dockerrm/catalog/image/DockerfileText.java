package org.dockerrm.catalog.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The instructions of a Dockerfile, each with the line that it begins in. */
public final class DockerfileText {

  private static final Pattern ESCAPE = Pattern.compile("(?i)#\\s*escape\\s*=\\s*([\\\\`])\\s*");
  private static final Pattern DIRECTIVE = Pattern.compile("#\\s*[A-Za-z]+\\s*=.*");

  /** What engines take for white space; the notion of Java has other characters. */
  private static final String SPACE = "[\\t-\\r\\x85\\p{Z}]";

  private static final Pattern SPACES = Pattern.compile(SPACE + "+");
  private static final Pattern LEADING = Pattern.compile("\\A" + SPACE + "+");
  private static final Pattern TRAILING = Pattern.compile("(?<!" + SPACE + ")" + SPACE + "+\\z");

  private DockerfileText() {}

  /** Reads a Dockerfile as the classic builder does; any text can be read. */
  public static List<Instruction> instructions(String text) {
    return instructions(text, escape(lines(text)));
  }

  /** Reads it with that character at the end of continued lines. */
  static List<Instruction> instructions(String text, String escape) {
    String[] lines = lines(text);
    Pattern continued = Pattern.compile(Pattern.quote(escape) + "[ \\t]*\\z");
    List<Instruction> instructions = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    int begin = 0;
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i];
      // Comments and empty lines are left out even between the lines of one instruction.
      String begun = LEADING.matcher(line).replaceFirst("");
      if (begun.isEmpty() || begun.startsWith("#")) {
        continue;
      }
      if (open.isEmpty()) {
        begin = i + 1;
      }
      Matcher matcher = continued.matcher(line);
      boolean more = matcher.find();
      open.append(more ? line.substring(0, matcher.start()) : line).append(' ');
      if (!more) {
        add(instructions, begin, open);
      }
    }
    add(instructions, begin, open);
    return instructions;
  }

  /** The text without white space at both ends. */
  static String strip(String text) {
    return TRAILING.matcher(LEADING.matcher(text).replaceFirst("")).replaceFirst("");
  }

  private static String[] lines(String text) {
    return text.replaceFirst("^\uFEFF", "").split("\\r?\\n", -1);
  }

  private static void add(List<Instruction> instructions, int line, StringBuilder open) {
    String text = strip(open.toString());
    open.setLength(0);
    if (!text.isEmpty()) {
      instructions.add(new Instruction(line, text));
    }
  }

  /** The end of a line that continues in the next one; a directive at the top can change it. */
  private static String escape(String[] lines) {
    for (String line : lines) {
      Matcher escape = ESCAPE.matcher(line.strip());
      if (escape.matches()) {
        return escape.group(1);
      }
      if (!DIRECTIVE.matcher(line.strip()).matches()) {
        break;
      }
    }
    return "\\";
  }

  /**
   * An instruction.
   *
   * @param line the line it begins in, counted from 1
   * @param text its text on one line
   */
  public record Instruction(int line, String text) {

    /** What it does, in upper case. */
    public String name() {
      return words().get(0).toUpperCase(Locale.ROOT);
    }

    /** Its words without its options. */
    public List<String> arguments() {
      return words().stream().skip(1).filter(word -> !word.startsWith("--")).toList();
    }

    /** Whether it has options. */
    public boolean hasOptions() {
      return words().stream().skip(1).anyMatch(word -> word.startsWith("--"));
    }

    private List<String> words() {
      return Arrays.asList(SPACES.split(text));
    }
  }
}
