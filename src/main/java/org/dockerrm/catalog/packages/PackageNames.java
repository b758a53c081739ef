package org.dockerrm.catalog.packages;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.Quote;
import org.dockerrm.catalog.yaml.YamlValue.Text;

/** Finds the name of a package's type (docs/reference/packages.md, "Type name"). */
final class PackageNames {

  /** What a container engine takes as part of an image's name, after {@code dockerrm_}. */
  private static final Pattern IMAGE_NAME = Pattern.compile("[a-z0-9]+(?:(?:__?|-+)[a-z0-9]+)*");

  private static final String BASE_IMAGE = "baseimage";

  private PackageNames() {}

  /**
   * The type's name: as the descriptor gives it, or else derived from the directory's. Where
   * neither is legal, an error is reported and a placeholder name is used, so that the type is
   * listed.
   */
  static Name of(String directory, Optional<Text> declared, Findings.InFile findings) {
    Optional<TypeName> name =
        declared.isPresent()
            ? TypeName.parse(declared.get().text())
            : TypeName.parse("resource::" + directory + "::1.0");
    int line = declared.map(Text::line).orElse(0);
    if (name.isPresent()) {
      checkImage(name.get(), line, findings);
      return new Name(name.get(), false);
    }
    // The schema reports what is wrong with a name that the descriptor gives.
    if (declared.isEmpty()) {
      findings.error(
          0,
          "has no name, and the directory's, "
              + Quote.of(directory)
              + ", cannot be one; give a name of the form resource::<name>::<version>");
    }
    return new Name(madeUp(directory), true);
  }

  private static void checkImage(TypeName type, int line, Findings.InFile findings) {
    String image = type.name().toLowerCase(Locale.ROOT);
    if (image.equals(BASE_IMAGE)) {
      findings.error(line, "name '" + type.name() + "' is reserved for the base image");
    } else if (!IMAGE_NAME.matcher(image).matches()) {
      findings.error(
          line,
          "name '"
              + type.name()
              + "' cannot be an image's: '_' and '-' must stand alone between letters or digits");
    }
  }

  private static TypeName madeUp(String directory) {
    String legal = Quote.cut(directory.replaceAll("[^A-Za-z0-9_-]", "_"), 40);
    boolean begins = !legal.isEmpty() && Character.isLetter(legal.charAt(0));
    return new TypeName(begins ? legal : "package_" + legal, "1.0");
  }

  /**
   * A type's name.
   *
   * @param type the name
   * @param invented whether the package has no legal one and this was made up
   */
  record Name(TypeName type, boolean invented) {}
}
