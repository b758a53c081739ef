package org.dockerrm.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SecretMaskTest {

  private static final String MASK = SecretMask.MASK;
  private static final String HARD = "p&<a>\"s's'\\w$ö/rd+1";
  private static final String KEY = "first-line-of-it\r\n  second line\nthird=line";

  private static SecretMask of(String... secrets) {
    return SecretMask.of(List.of(secrets));
  }

  @ParameterizedTest
  @CsvSource({
    "harbour-lights-77, ********",
    "say harbour-lights-77!, say ********!",
    "harbour-lights, ********",
    "harbour, ********",
    "harbour-lights-7, ********-7",
    "harbourharbour-lights, ********",
    "lighthouse, lighthouse"
  })
  void leavesNothingOfTheLongestOfSecretsThatBeginAlike(String text, String shown) {
    assertThat(of("harbour", "harbour-lights", "harbour-lights-77").mask(text)).isEqualTo(shown);
    assertThat(of("harbour-lights-77", "harbour-lights", "harbour").mask(text)).isEqualTo(shown);
  }

  @Test
  void masksSecretsThatOverlapAsOne() {
    assertThat(of("abcdef", "defghi").mask("-abcdefghi-")).isEqualTo("-" + MASK + "-");
    assertThat(of("cdef", "abcdefgh").mask("abcdefgh cdef abcdefg"))
        .isEqualTo(MASK + " " + MASK + " ab" + MASK + "g");
  }

  static Stream<Arguments> encodings() throws Exception {
    byte[] bytes = HARD.getBytes(StandardCharsets.UTF_8);
    String base64 = Base64.getEncoder().encodeToString(bytes);
    return Stream.of(
        Arguments.of("as it is", HARD),
        Arguments.of("backwards", new StringBuilder(HARD).reverse().toString()),
        Arguments.of("JSON", HARD.replace("\\", "\\\\").replace("\"", "\\\"")),
        Arguments.of(
            "JSON in ASCII",
            HARD.replace("\\", "\\\\").replace("\"", "\\\"").replace("ö", "\\u00f6")),
        Arguments.of(
            "JSON within JSON",
            HARD.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\\", "\\\\")
                .replace("\"", "\\\"")),
        Arguments.of(
            "XML",
            HARD.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")),
        Arguments.of("percent", URLEncoder.encode(HARD, StandardCharsets.UTF_8)),
        Arguments.of(
            "percent, small letters",
            URLEncoder.encode(HARD, StandardCharsets.UTF_8).toLowerCase().replace("p%26", "p%26")),
        Arguments.of("shell, single quotes", HARD.replace("'", "'\\''")),
        Arguments.of("shell, both quotes", HARD.replace("'", "'\"'\"'")),
        Arguments.of("shell, backslashes", HARD.replaceAll("([^a-z0-9])", "\\\\$1")),
        Arguments.of("hexadecimal", HexFormat.of().formatHex(bytes)),
        Arguments.of("HEXADECIMAL", HexFormat.of().withUpperCase().formatHex(bytes)),
        Arguments.of("bytes as od prints them", HexFormat.ofDelimiter(" ").formatHex(bytes)),
        Arguments.of("Base64", base64.replace("=", "")),
        Arguments.of(
            "Base64 for addresses", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("encodings")
  void findsASecretThatIsEncoded(String encoding, String text) {
    assertThat(of(HARD).mask("before " + text + " after"))
        .satisfies(shown -> assertThat(shown).startsWith("before " + MASK))
        .satisfies(shown -> assertThat(shown.length()).isLessThan("before  after".length() + 12));
  }

  @ParameterizedTest
  @CsvSource({"u:", "us:", "usr:", "user:"})
  void findsASecretInTheBase64OfMore(String before) {
    String secret = "correct horse";
    String text =
        Base64.getEncoder()
            .encodeToString((before + secret + "@").getBytes(StandardCharsets.UTF_8));

    String shown = of(secret).mask(text);

    assertThat(shown).contains(MASK);
    assertThat(shown.length()).isLessThan(MASK.length() + 12);
  }

  @Test
  void findsBase64ThatIsWrapped() {
    String secret = "0123456789abcdefghijklmnopqrstuvwxyz-and-a-good-deal-more-than-that";
    String text =
        Base64.getMimeEncoder(20, "\n".getBytes(StandardCharsets.UTF_8))
            .encodeToString((secret + "\n").getBytes(StandardCharsets.UTF_8));

    assertThat(of(secret).mask(text).replace("\n", "").replace(MASK, "").length()).isLessThan(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'first-line-of-it\r\n  second line\nthird=line'",
        "'first-line-of-it\nsecond line\nthird=line'",
        "'    first-line-of-it\n    second line\n    third=line'",
        "'\tfirst-line-of-it\r\n\tsecond line\r\n\tthird=line'",
        "'first-line-of-it\\nsecond line\\nthird=line'",
        "'12:00 first-line-of-it\n12:01 second line\n12:02 third=line'",
        "'third=line\nfirst-line-of-it'"
      })
  void masksEveryLineOfASecretOfSeveral(String text) {
    assertThat(of(KEY).mask(text)).doesNotContain("first", "second", "third").contains(MASK);
  }

  @Test
  void keepsTheNumberOfLines() {
    assertThat(of(KEY).maskLines(List.of("a", "  first-line-of-it", "second line", "z", "")))
        .containsExactly("a", "  " + MASK, MASK, "z", "");
  }

  @Test
  void masksAPieceOfASecretAtACut() {
    SecretMask mask = of("harbour-lights");

    assertThat(mask.mask("lights are on", true, false)).isEqualTo(MASK + " are on");
    assertThat(mask.mask("go to harb", false, true)).isEqualTo("go to " + MASK);
    assertThat(mask.mask("lights harb", false, false)).isEqualTo("lights harb");
    assertThat(mask.mask("bour-li", true, true)).isNotEqualTo("bour-lights");
  }

  @Test
  void masksAPieceOfASecretAtTheCutOfAQuote() {
    SecretMask mask = of("harbour-lights");

    assertThat(mask.mask("'http://me:harbour-li...' is remote, 'har...' too; harbour"))
        .isEqualTo("'http://me:" + MASK + "...' is remote, '" + MASK + "...' too; harbour");
    assertThat(mask.mask("a har...'bour-lights")).isEqualTo("a " + MASK + "...'bour-lights");
    assertThat(of("it...'s-it").mask("say it...'s-it")).isEqualTo("say " + MASK);
  }

  @Test
  void keepsBackWhatMayBeTheBeginningOfASecret() {
    SecretMask mask = of("harbour", "harbour-lights");

    assertThat(mask.settled("all is well\n")).isEqualTo("all is well\n".length());
    assertThat(mask.settled("go to harb")).isEqualTo("go to ".length());
    assertThat(mask.settled("go to harbour-")).isEqualTo("go to ".length());
  }

  @Test
  void cutsNoWholeSecretWhereAnotherBeginsInIt() {
    SecretMask mask = of("old-harbour", "harbour-lights");

    assertThat(mask.settled("go to old-harbour-li")).isEqualTo("go to ".length());
  }

  @Test
  void showsNothingOfASecretHoweverItIsCutIntoPieces() {
    SecretMask mask = of("harbour", "harbour-lights-77", KEY);
    String text =
        "a harbour-lights-77 b\n  first-line-of-it\n  second line\n  third=line\nharbour c";
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      StringBuilder shown = new StringBuilder();
      StringBuilder held = new StringBuilder();
      for (int i = 0; i < text.length(); ) {
        int end = Math.min(text.length(), i + 1 + random.nextInt(6));
        held.append(text, i, end);
        int settled = mask.settled(held.toString());
        shown.append(mask.mask(held.substring(0, settled)));
        held.delete(0, settled);
        i = end;
      }
      shown.append(mask.mask(held.toString()));
      assertThat(shown.toString())
          .as("seed %s", seed)
          .doesNotContain("harb", "lights", "77", "first", "second", "third")
          .startsWith("a ")
          .endsWith(" c");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "pin 7, pin ********",
    "pin=7;, pin=********;",
    "77 of 1781, 77 of 1781",
    "7, ********",
    "x7 7x, x7 7x"
  })
  void masksAVeryShortSecretWhereItStandsAlone(String text, String shown) {
    assertThat(of("7").mask(text)).isEqualTo(shown);
  }

  @Test
  void hasNothingToMaskWhereThereIsNoSecret() {
    assertThat(of("", "  ", "\n").mask("any text ${x} \\ %41")).isEqualTo("any text ${x} \\ %41");
  }

  @Test
  void leavesTextWithEscapesAsItIsWhereNoSecretIsInIt() {
    String text = "100%, a\\tb, &amp; %zz &#xfffffff; '\\'' \\u12";
    assertThat(of("something").mask(text)).isEqualTo(text);
  }

  @Test
  void findsASecretOfAnyLength() {
    StringBuilder secret = new StringBuilder();
    for (int i = 0; i < 40_000; i++) {
      secret.append(i).append(i % 20 == 0 ? "\n" : "-");
    }

    String shown = of(secret.toString()).mask("start\n" + secret + "end\n");

    assertThat(shown.replace("\n", "").replace(MASK, "")).isEqualTo("startend");
  }

  @Test
  void looksForThePlainFormAloneWhereAllFormsAreTooMany() {
    List<String> secrets = distinct(300, 1_000);
    SecretMask mask = SecretMask.of(secrets);

    assertThat(mask.weight()).isLessThan(1_100_000);
    secrets.forEach(
        secret -> assertThat(mask.mask("a " + secret + " z")).isEqualTo("a ******** z"));
  }

  @Test
  void withholdsTextsWhereThereAreMoreSecretsThanCanBeLookedFor() {
    SecretMask mask = SecretMask.of(distinct(600, 1_000));

    assertThat(mask.weight()).isLessThan(1_000);
    assertThat(mask.mask("shown")).isEqualTo("(text withheld: too many secrets to look for)");
    assertThat(mask.mask("shown...")).doesNotContain("shown");
    assertThat(mask.mask("shown", true, true)).doesNotContain("shown");
    assertThat(mask.mask("")).isEmpty();
    assertThat(mask.maskLines(List.of("one", "", "two"))).hasSize(3).doesNotContain("one", "two");
    assertThat(mask.settled("shown")).isEqualTo(5);
  }

  @Test
  void withholdsTextsWhereThereAreTooManyShortSecrets() {
    List<String> secrets = new ArrayList<>();
    for (int i = 0; i < 1_001; i++) {
      secrets.add(Integer.toString(i, Character.MAX_RADIX));
    }

    assertThat(SecretMask.of(secrets).mask("any")).isEqualTo(SecretMask.WITHHELD);
  }

  private static List<String> distinct(int count, int length) {
    Random random = new Random(1);
    List<String> secrets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder secret = new StringBuilder();
      random.ints(length, 'a', 'z' + 1).forEach(secret::appendCodePoint);
      secrets.add(secret.toString());
    }
    return secrets;
  }

  @Test
  void takesLinearTimeWhereEverythingNearlyMatches() {
    List<String> secrets = new ArrayList<>();
    for (int i = 1; i < 100; i++) {
      secrets.add("a".repeat(i * 40) + "b");
    }

    // A search that began again at each character would need 64 KiB times 4,000 steps a secret.
    assertThat(SecretMask.of(secrets).mask("a".repeat(1 << 20))).hasSize(1 << 20);
  }
}
