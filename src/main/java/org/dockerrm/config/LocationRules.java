package org.dockerrm.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is a location's name, endpoint, limit and way for metrics, in the file and over REST. */
final class LocationRules {

  static final String LOCAL_ENGINE = "unix:///var/run/docker.sock";
  static final String ENDPOINT_FORM = "is not unix:///path or tcp://host:port";
  static final String NAME_FORM =
      "is not a location name: letters, digits, '_', '.', ':' and '-', at most 100";
  static final String KIND_FORM = "is not a kind of location: lower case letters, at most 20";
  static final String METRIC_URL_FORM = "is not an address such as http://host:8082/api/metrics";
  static final int MOST_CONTAINERS = 1_000_000;
  static final int MOST_STARTS = 1_000;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]{1,100}");
  private static final Pattern KIND = Pattern.compile("[a-z]{1,20}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  private LocationRules() {}

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Whether a text can be a kind; which ones there are is for the hosts to say. */
  static boolean isKind(String text) {
    return KIND.matcher(text).matches();
  }

  /** A whole number from 0 to {@code most}, if the text is one. */
  static Optional<Integer> number(String text, int most) {
    return Optional.of(text)
        .filter(digits -> NUMBER.matcher(digits).matches())
        .map(Integer::valueOf)
        .filter(number -> number <= most);
  }

  /** Whether containers can post metrics to an address of that form. */
  static boolean isMetricUrl(String text) {
    try {
      URI uri = new URI(text);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** The file behind a Unix endpoint, written in one way only; empty for others. */
  static Optional<Path> socket(URI endpoint) {
    return "unix".equals(endpoint.getScheme())
        ? Optional.of(Path.of(endpoint.getPath()).normalize())
        : Optional.empty();
  }
}
