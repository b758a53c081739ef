package org.dockerrm.config;

import java.util.List;
import org.springframework.boot.ExitCodeGenerator;

/**
 * The files the operator wrote cannot be used. Carries every finding of every file, one line each,
 * such as {@code config/config.yml:12: transitionTimeout: 'abc' is not a duration, write for
 * example PT15M}. A process that stops for it exits with {@link #EXIT_CODE}.
 */
public final class ConfigurationException extends RuntimeException implements ExitCodeGenerator {

  /** The exit code of a wrong configuration, {@code EX_CONFIG} of sysexits.h. */
  public static final int EXIT_CODE = 78;

  private static final long serialVersionUID = 1L;

  private final List<String> findings;

  /**
   * @param findings what is wrong, one line each; at least one
   * @throws IllegalArgumentException if there is no finding
   */
  public ConfigurationException(List<String> findings) {
    super(String.join("\n", findings));
    if (findings.isEmpty()) {
      throw new IllegalArgumentException("a wrong configuration has at least one finding");
    }
    this.findings = List.copyOf(findings);
  }

  /** What is wrong, one line each, in the order of the files and their lines. */
  public List<String> findings() {
    return findings;
  }

  @Override
  public int getExitCode() {
    return EXIT_CODE;
  }
}
