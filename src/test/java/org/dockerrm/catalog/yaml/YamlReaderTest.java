package org.dockerrm.catalog.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dockerrm.catalog.yaml.YamlValue.Entries;
import org.dockerrm.catalog.yaml.YamlValue.Entry;
import org.dockerrm.catalog.yaml.YamlValue.Items;
import org.dockerrm.catalog.yaml.YamlValue.Nothing;
import org.dockerrm.catalog.yaml.YamlValue.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {

  private final Findings findings = new Findings();

  @Test
  void readsMapsListsAndTextsWithTheirLines() {
    assertThat(read("a: 1\nb:\n  - x\n  - 'y: z'\nc:\n\"d\": ~\n"))
        .contains(
            new Entries(
                List.of(
                    new Entry("a", 1, new Text("1", 1)),
                    new Entry("b", 2, new Items(List.of(new Text("x", 3), new Text("y: z", 4)), 3)),
                    new Entry("c", 5, new Nothing(5)),
                    new Entry("d", 6, new Nothing(6))),
                1));
    assertThat(findings.list()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5060", "1.10", "0x1F", "True", "yes", "2026-11-21", "1_000", "0o17"})
  void keepsScalarsAsWritten(String scalar) {
    assertThat(read("a: " + scalar))
        .contains(new Entries(List.of(new Entry("a", 1, new Text(scalar, 1))), 1));
  }

  @Test
  void readsAnEmptyFileAsNothing() {
    assertThat(read("")).contains(new Nothing(1));
    assertThat(read("# only a comment\n")).contains(new Nothing(1));
    assertThat(findings.list()).isEmpty();
  }

  @Test
  void toleratesAByteOrderMarkAndWindowsLines() {
    assertThat(read("\uFEFFa: 1\r\nb: 2\r\n"))
        .contains(
            new Entries(
                List.of(new Entry("a", 1, new Text("1", 1)), new Entry("b", 2, new Text("2", 2))),
                1));
  }

  @Test
  void tellsOfEveryAnchorAliasAndTagWithItsLine() {
    read("a: &one\n  b: 1\nc: *one\nd: !!java.net.URL [x]\ne: ! x\nf: !local 5\n");

    assertThat(told())
        .containsExactly(
            "f.yml:1: anchors are not supported (&one); remove it",
            "f.yml:3: aliases are not supported (*one); write it out",
            "f.yml:4: tags are not supported ('tag:yaml.org,2002:java.net.URL'); remove it",
            "f.yml:5: tags are not supported ('!'); remove it",
            "f.yml:6: tags are not supported ('!local'); remove it");
  }

  @Test
  void survivesAliasBombs() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 50; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, "*a%d,".formatted(i - 1).repeat(9)));
    }
    read(bomb.toString());

    assertThat(findings.list()).hasSizeLessThanOrEqualTo(201);
    assertThat(told()).contains("f.yml:1: anchors are not supported (&a0); remove it");
    assertThat(told().get(200)).isEqualTo("f.yml: has more faults than are listed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "? "})
  void refusesDeepNestingQuickly(String opening) {
    long begin = System.nanoTime();

    assertThat(read(opening.repeat(200_000))).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    assertThat(findings.list()).isNotEmpty();
  }

  @Test
  void allowsReasonableNesting() {
    assertThat(read("[".repeat(32) + "]".repeat(32))).isPresent();
    assertThat(read("[".repeat(33) + "]".repeat(33))).isEmpty();
    assertThat(told()).containsExactly("f.yml:1: maps and lists are nested deeper than 32");
  }

  @Test
  void tellsOfEveryRepeatedKey() {
    read("a: 1\nb:\n  c: 1\n  'c': 2\na: 3\na: 4\n");

    assertThat(told())
        .containsExactly(
            "f.yml:4: key 'c' is already in line 3",
            "f.yml:5: key 'a' is already in line 1",
            "f.yml:6: key 'a' is already in line 1");
  }

  @Test
  void refusesMergeKeysAndKeysThatAreNoText() {
    read("<<: {a: 1}\n? [x]\n: 1\n");

    assertThat(told())
        .containsExactly(
            "f.yml:1: merge keys ('<<') are not supported; write the entries out",
            "f.yml:2: a key must be a string");
  }

  @Test
  void refusesASecondDocument() {
    read("a: 1\n---\nb: 2\n");

    assertThat(told()).containsExactly("f.yml:2: a second document begins; write only one");
  }

  @Test
  void refusesBytesThatAreNotUtf8WithTheirLine() {
    byte[] content = "a: 1\nb: x\n".getBytes(StandardCharsets.UTF_8);
    content[8] = (byte) 0xE9;

    assertThat(YamlReader.read(content, findings.in("f.yml"))).isEmpty();
    assertThat(told()).containsExactly("f.yml:2: is not UTF-8 text");
  }

  @Test
  void refusesACutOffCharacterAtTheEnd() {
    assertThat(YamlReader.read(new byte[] {'a', ':', ' ', (byte) 0xC3}, findings.in("f.yml")))
        .isEmpty();
    assertThat(told()).containsExactly("f.yml:1: is not UTF-8 text");
  }

  @Test
  void refusesControlCharactersWithTheirLine() {
    read("a: 1\nb: \"x\u0007\"\n");

    assertThat(told())
        .containsExactly("f.yml:2: holds a character that YAML does not allow: U+0007");
  }

  @Test
  void hintsAtSpacesWhereATabIndents() {
    read("a:\n\tb: 1\n");

    assertThat(told())
        .singleElement()
        .asString()
        .startsWith("f.yml:2: is not YAML")
        .contains("spaces");
  }

  @Test
  void tellsTheLineOfASyntaxError() {
    read("a: 1\nb: [1, 2\nc: 3\n");

    assertThat(told()).singleElement().asString().startsWith("f.yml:3: is not YAML: ");
  }

  @Test
  void refusesMoreThanOneMebibyte() {
    assertThat(YamlReader.read(new byte[YamlReader.MAX_BYTES + 1], findings.in("f.yml"))).isEmpty();
    assertThat(told()).containsExactly("f.yml: is larger than 1048576 bytes");
  }

  @Test
  void readsOneMebibyteInReasonableTime() {
    String line = "key%06d: some text that is of no particular interest%n";
    StringBuilder large = new StringBuilder();
    for (int i = 0; large.length() < YamlReader.MAX_BYTES - 100; i++) {
      large.append(line.formatted(i));
    }
    long begin = System.nanoTime();

    assertThat(read(large.toString())).isPresent();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
  }

  private Optional<YamlValue> read(String text) {
    return YamlReader.read(text.getBytes(StandardCharsets.UTF_8), findings.in("f.yml"));
  }

  private List<String> told() {
    return findings.list().stream().map(Object::toString).toList();
  }
}
