package org.dockerrm.catalog.descriptor;

import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;

/**
 * A pattern of the schema, with {@code $} as in ECMAScript: the very end of the text. Java's would
 * also match before a line end there.
 */
final class EcmaPattern implements RegularExpression {

  private final Pattern pattern;

  EcmaPattern(String regex) {
    this.pattern = Pattern.compile(withStrictEnd(regex));
  }

  @Override
  public boolean matches(String value) {
    return pattern.matcher(value).find();
  }

  private static String withStrictEnd(String regex) {
    StringBuilder java = new StringBuilder();
    boolean inClass = false;
    for (int at = 0; at < regex.length(); at++) {
      char character = regex.charAt(at);
      if (character == '\\') {
        java.append(character).append(regex.charAt(++at));
      } else {
        inClass = character == '[' || (inClass && character != ']');
        java.append(character == '$' && !inClass ? "\\z" : String.valueOf(character));
      }
    }
    return java.toString();
  }
}
