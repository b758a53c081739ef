package org.dockerrm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.ApplicationModule;

/** References between code and documents lead somewhere, and the language is that of the field. */
class DocumentationTest {

  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");
  private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]*)(#[^)\\s]+)?\\)");
  private static final Pattern CITATION =
      Pattern.compile("(docs/reference/[a-z-]+\\.md)((?:(?:,| and) \"[^\"]+\")*)");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
  private static final Pattern MODULE_ROW =
      Pattern.compile("(?m)^\\| `([a-z]+)` \\| [^|]+ \\| ([a-z, ]+|-) \\|$");
  private static final Pattern COMMENT_LINE_BREAK = Pattern.compile("\\s*\\n\\s*(?:\\*|//) ?");

  /** Phrases that hide who does what, and that a search for the matter does not find. */
  private static final Pattern UNSEARCHABLE =
      Pattern.compile(
          "(?i)\\b(?:nobody|somebody|anew|mend|mended|mends|is told|are told|in vain"
              + "|as a person would|whose turn)\\b");

  /** An applied migration is never changed: its checksum is in the databases. */
  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

  @Test
  void everySectionThatCodeCitesExists() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path file : files(Path.of("src"), ".java", ".yml", ".sh")) {
      String text = COMMENT_LINE_BREAK.matcher(Files.readString(file)).replaceAll(" ");
      for (MatchResult citation : CITATION.matcher(text).results().toList()) {
        Path page = Path.of(citation.group(1));
        Set<String> headings = Files.exists(page) ? headings(page) : Set.of();
        if (!Files.exists(page)) {
          broken.add(file + ": " + page);
        }
        QUOTED
            .matcher(citation.group(2))
            .results()
            .map(section -> section.group(1))
            .filter(section -> !headings.contains(section))
            .forEach(section -> broken.add(file + ": " + page + ", \"" + section + "\""));
      }
    }

    assertThat(broken).as("citations of documents or sections that do not exist").isEmpty();
  }

  @Test
  void everyLinkBetweenPagesLeadsToAFileAndASection() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      String text = CODE_BLOCK.matcher(Files.readString(page)).replaceAll("");
      for (MatchResult link : LINK.matcher(text).results().toList()) {
        if (link.group(1).contains(":")) {
          continue;
        }
        Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
        String anchor = link.group(2);
        boolean found =
            Files.exists(target)
                && (anchor == null
                    || !target.toString().endsWith(".md")
                    || anchors(target).contains(anchor.substring(1)));
        if (!found) {
          broken.add(page + ": " + link.group());
        }
      }
    }

    assertThat(broken).as("links that lead nowhere").isEmpty();
  }

  @Test
  void theTableOfModulesSaysWhatEachMayUse() throws Exception {
    Map<String, Set<String>> declared = new TreeMap<>();
    for (Path info : files(Path.of("src/main/java/org/dockerrm"), "package-info.java")) {
      String name = Path.of("src/main/java").relativize(info.getParent()).toString();
      ApplicationModule module =
          Class.forName(name.replace('/', '.') + ".package-info")
              .getAnnotation(ApplicationModule.class);
      if (module != null) {
        declared.put(
            info.getParent().getFileName().toString(), Set.of(module.allowedDependencies()));
      }
    }
    Map<String, Set<String>> documented = new TreeMap<>();
    MODULE_ROW
        .matcher(Files.readString(Path.of("docs/architecture.md")))
        .results()
        .forEach(row -> documented.put(row.group(1), names(row.group(2))));

    assertThat(documented).as("docs/architecture.md, \"Modules\"").isEqualTo(declared);
  }

  @Test
  void theLanguageIsSearchable() throws IOException {
    List<Path> searched = new ArrayList<>(pages());
    for (String directory :
        List.of("src/main", "launcher", "processes", "csars", "config", "baseimage", ".ci")) {
      searched.addAll(files(Path.of(directory)));
    }
    List<String> found = new ArrayList<>();
    for (Path file : searched) {
      if (!file.startsWith(MIGRATIONS)) {
        lines(file)
            .filter(line -> UNSEARCHABLE.matcher(line).find())
            .forEach(line -> found.add(file + ": " + line.strip()));
      }
    }

    assertThat(found)
        .as("say who or what acts, with a term of docs/glossary.md, in place of %s", UNSEARCHABLE)
        .isEmpty();
  }

  private static Set<String> names(String cell) {
    return cell.equals("-") ? Set.of() : Set.of(cell.split(", "));
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(files(Path.of("docs"), ".md"));
    pages.addAll(
        List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md"), Path.of("CHANGELOG.md")));
    return pages;
  }

  /** The files below a directory whose names end in one of those ways; all of them for none. */
  private static List<Path> files(Path directory, String... endings) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile)
          .filter(
              file -> endings.length == 0 || Stream.of(endings).anyMatch(file.toString()::endsWith))
          .toList();
    }
  }

  /** The lines of a file, read as Latin-1, so that any file can be searched for English words. */
  private static Stream<String> lines(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).lines();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> headings(Path page) throws IOException {
    String text = CODE_BLOCK.matcher(Files.readString(page)).replaceAll("");
    return HEADING
        .matcher(text)
        .results()
        .map(heading -> heading.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The anchors of a page's headings, as GitHub makes them. */
  private static Set<String> anchors(Path page) throws IOException {
    return headings(page).stream()
        .map(heading -> heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", ""))
        .map(heading -> heading.replace(' ', '-'))
        .collect(Collectors.toSet());
  }
}
