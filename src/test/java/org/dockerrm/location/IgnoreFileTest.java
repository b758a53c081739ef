package org.dockerrm.location;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.dockerrm.location.IgnoreFile.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Facts about Docker's own matcher. */
class IgnoreFileTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "** file",
        "**/ file",
        "** dir/file",
        "**/ dir/file",
        "**/** dir/file",
        "dir/** dir/file",
        "dir/** dir/dir2/file",
        "**/dir dir",
        "**/dir dir/file",
        "**/dir2/* dir/dir2/file",
        "**/dir2/** dir/dir2/dir3/file",
        "**file file",
        "**file dir/file",
        "**file dir/myfile",
        "**/file dir/dir/file",
        "**/file* dir/dir/file.txt",
        "**/file*txt dir/dir/file.txt",
        "**/file*.txt* dir/dir/file.txt",
        "**/**/*.txt dir/dir/file.txt",
        "**/*.txt file.txt",
        "**/**/*.txt file.txt",
        "a**/*.txt a/file.txt",
        "a**/*.txt a/dir/dir/file.txt",
        "a/*.txt a/file.txt",
        "a/*.txt** a/file.txt",
        "a[b-d]e ace",
        "a[^b-d]e aze",
        ".* .foo",
        "abc.def abc.def",
        "abc?def abcZdef",
        "**/foo/bar foo/bar",
        "**/foo/bar dir/dir2/foo/bar",
        "abc/** abc/def/ghi",
        "**/.foo .foo",
        "a(b)c/def a(b)c/def",
        "a.|)$(}+{bc a.|)$(}+{bc",
        "a\\\\ a\\",
        "a\\*b a*b",
        "* abc",
        "*c abc",
        "a* a",
        "a* ab/c",
        "a*/b abc/b",
        "a*b*c*d*e*/f axbxcxdxexxx/f",
        "a*b?c*x abxbbxdbxebxczzx",
        "ab[c] abc",
        "a?b a☺b",
        "a[^a]b a☺b",
        "[a-ζ]* α",
        "[\\]a] ]",
        "[x\\-] -",
        "[\\-x] x",
        "*x xxx",
        "/secret.env secret.env",
        "//secret.env secret.env",
        "/notes notes/today",
        "notes/ notes/today",
        "./notes notes",
        "a/../notes notes",
        "a//b a/b",
        "**/.env .env",
        "**/.env a/b/.env",
        "**/*.pyc a/b/c.pyc",
        "a/b a/b/c/d",
        "[?] ?",
        "[*] *"
      })
  void matches(String pattern, String path) {
    assertThat(file(pattern).ignores(path)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "**/**/*.txt2 dir/dir/file.txt",
        "a/*.txt a/dir/file.txt",
        "a[b-d]e ae",
        "a[b-d]e aae",
        ".* foo",
        "abc.def abcdef",
        "abc.def abcZdef",
        "abc?def abcdef",
        "abc?def abc/def",
        "abc/** abc",
        "**/.foo bar.foo",
        "**/fo? xfoo",
        "a(b)c/def a(b)c/xyz",
        "a*/b a/c/b",
        "a*b*c*d*e*/f axbxcxdxe/xxx/f",
        "a*b*c*d*e*/f axbxcxdxexxx/fff",
        "a*b?c*x abxbbxdbxebxczzy",
        "ab[^b-d] abc",
        "a\\*b ab",
        "a???b a☺b",
        "*[a-ζ] A",
        "a*b a/b",
        "[x\\-] z",
        "../x x",
        "/ x",
        ". x",
        "./ x",
        "secret.env a/secret.env",
        "notes notesbook",
        "NOTES notes"
      })
  void doesNotMatch(String pattern, String path) {
    assertThat(file(pattern).ignores(path)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]a]", "[-]", "[x-]", "[-x]", "\\", "[a-b-c]", "[", "[^", "[^bc", "a[", "a/b[", "[z-a]",
        "!", "! ", "!a[", "a\\"
      })
  void findsMalformedPatternsWithTheirLine(String pattern) {
    assertThat(file("fine", "# comment [", pattern, "other").faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.line()).isEqualTo(3));
  }

  @Test
  void takesCommentsOnlyWhereALineBeginsWithThem() {
    IgnoreFile file = file("# see [x", " #hash", "\uFEFFlater", "end # no comment");

    assertThat(file.faults()).isEmpty();
    assertThat(file.ignores("see [x")).isFalse();
    assertThat(file.ignores("#hash")).isTrue();
    assertThat(file.ignores("end")).isFalse();
    assertThat(file.ignores("end # no comment")).isTrue();
    assertThat(file.ignores("\uFEFFlater")).isTrue();
  }

  @Test
  void takesAByteOrderMarkAndWindowsLineEndsAway() {
    IgnoreFile file = IgnoreFile.parse("\uFEFF# see [x\r\nnotes\t \r\n\u00a0secret\u00a0\r\n\r\n");

    assertThat(file.faults()).isEmpty();
    assertThat(file.ignores("notes")).isTrue();
    assertThat(file.ignores("secret")).isTrue();
    assertThat(IgnoreFile.parse("\uFEFFnotes").ignores("notes")).isTrue();
  }

  @Test
  void readsWhatLooksLikeACommentOfOtherLanguages() {
    IgnoreFile file = file("// x", "-- y");

    assertThat(file.faults()).isEmpty();
    assertThat(file.ignores("x")).isTrue();
    assertThat(file.ignores("-- y")).isTrue();
  }

  @Test
  void theLastPatternThatMatchesAPathOrADirectoryAboveItDecides() {
    assertThat(file("docs", "!docs/README.md").ignores("docs/README.md")).isFalse();
    assertThat(file("docs", "!docs/README.md").ignores("docs/other.md")).isTrue();
    assertThat(file("docs/", "! docs/README.md").ignores("docs/README.md")).isFalse();
    assertThat(file("!main.go", "*.go").ignores("main.go")).isTrue();
    assertThat(file("*.go", "!main.go").ignores("main.go")).isFalse();
    assertThat(file("**", "!a/b").ignores("a/b/c")).isFalse();
    assertThat(file("**", "!a/b", "a/b/c").ignores("a/b/c")).isTrue();
    assertThat(file("*", "!lifecycle").ignores("lifecycle/a/b.sh")).isFalse();
    assertThat(file("*", "!/lifecycle/").ignores("lifecycle/a/b.sh")).isFalse();
    assertThat(file("*", "!lifecycle").ignores("software/a")).isTrue();
    assertThat(file("a/**", "!a/b/c").ignores("a/b/d")).isTrue();
    assertThat(file("!!x").ignores("x")).isFalse();
  }

  @Test
  void knowsWhichDirectoriesMayHoldExceptions() {
    IgnoreFile file = file("*", "!a/b/c", "!**/deep");

    assertThat(file.hasExceptionIn("a")).isTrue();
    assertThat(file.hasExceptionIn("a/b")).isTrue();
    assertThat(file.hasExceptionIn("a/b/c")).isTrue();
    assertThat(file.hasExceptionIn("other")).isFalse();
  }

  @Test
  void refusesMorePatternsThanAreRead() {
    IgnoreFile file = IgnoreFile.parse("a\n".repeat(1_000) + "\n#\nb\nc\n");

    assertThat(file.faults())
        .containsExactly(new Fault(1_003, "is beyond the first 1000 patterns; write fewer"));
    assertThat(IgnoreFile.parse("a\n".repeat(1_000)).faults()).isEmpty();
    assertThat(IgnoreFile.parse("[\n".repeat(32_768)).faults()).hasSize(1_001);
  }

  @Test
  void refusesAPatternThatIsLongerThanAnyPath() {
    assertThat(file("a".repeat(4_096)).faults()).isEmpty();
    assertThat(file("a".repeat(4_097)).faults())
        .containsExactly(new Fault(1, "pattern has more than 4096 characters; shorten it"));
  }

  @Test
  void takesLittleMemoryForManyPatterns() {
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    String text = "a\n".repeat(32_768);
    long before = memory.getCurrentThreadAllocatedBytes();
    IgnoreFile.parse(text);

    // A table for each character in each pattern would take 130 MB.
    assertThat(memory.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000_000);
  }

  /** A matcher that tries every way would be at it for longer than the world exists. */
  @Test
  void isNotHeldUpByPatternsThatFitInManyWays() {
    String path = "a".repeat(255);
    assertThat(file("*a".repeat(127) + "b").ignores(path)).isFalse();
    assertThat(file("**/a".repeat(120) + "b").ignores("a/".repeat(120) + "a")).isFalse();
    assertThat(file("**a".repeat(2_000)).ignores("a/".repeat(400) + "a")).isFalse();
    assertThat(file("?*".repeat(200)).ignores(path)).isTrue();
  }

  private static IgnoreFile file(String... lines) {
    return IgnoreFile.parse(String.join("\n", lines));
  }
}
