package org.dockerrm.location;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image's name and tag, separated.
 *
 * @param repository the name, with its registry where it has one
 * @param tag the tag; {@code latest} where none is given, and the digest where it is by digest
 */
public record ImageReference(String repository, String tag) {

  private static final String PART = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
  private static final Pattern FORM =
      Pattern.compile(
          "((?:[A-Za-z0-9.-]+(?::\\d+)?/)?%s(?:/%s)*)(?::([A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?"
              .formatted(PART, PART));
  private static final int LONGEST = 512;

  /** Reads {@code name[:tag][@digest]}; empty where the text is none. */
  public static Optional<ImageReference> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (text.length() > LONGEST || !form.matches()) {
      return Optional.empty();
    }
    if (form.group(3) != null) {
      return Optional.of(new ImageReference(form.group(1), form.group(3)));
    }
    return Optional.of(
        new ImageReference(form.group(1), form.group(2) == null ? "latest" : form.group(2)));
  }
}
