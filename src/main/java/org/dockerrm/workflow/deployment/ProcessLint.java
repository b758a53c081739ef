package org.dockerrm.workflow.deployment;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dockerrm.workflow.rule.ProcessRules;
import org.dockerrm.workflow.rule.RuleViolation;
import org.springframework.modulith.NamedInterface;

/** Holds process files to the rules, without a manager, for the command line. */
@NamedInterface("check")
public final class ProcessLint {

  /** No findings. */
  public static final int SOUND = 0;

  /** There are findings. */
  public static final int FAULTY = 1;

  /** Something else was named than a process file outside of packages. */
  public static final int USAGE = 2;

  private ProcessLint() {}

  /**
   * Checks process files that stand alone, as in the directory of the default processes.
   *
   * @param paths the files
   * @param output receives {@code file: element: rule n: message} for each finding, and a summary
   * @param complaints receives what is wrong with the paths
   * @return the process's exit code: {@link #SOUND}, {@link #FAULTY} or {@link #USAGE}
   */
  public static int run(List<String> paths, PrintStream output, PrintStream complaints) {
    ProcessRules rules = new ProcessRules();
    int findings = 0;
    for (String path : paths) {
      Path file = Path.of(path);
      if (!path.endsWith(ProcessFile.SUFFIX) || !Files.isRegularFile(file)) {
        complaints.println("lint: " + path + " is not a process file (*.bpmn)");
        return USAGE;
      }
      if (Files.exists(file.resolveSibling("../resource.yml"))) {
        complaints.println(
            "lint: " + path + " belongs to a package; check the package's directory");
        return USAGE;
      }
      try {
        ProcessFile process = ProcessFile.ofDefaults(file);
        for (RuleViolation found : rules.check(path, process.processId(), process.read())) {
          output.println(found);
          findings++;
        }
      } catch (IOException e) {
        complaints.println("lint: " + path + " cannot be read: " + e);
        return USAGE;
      }
    }
    output.println(paths.size() + " checked: " + findings + " findings");
    return findings == 0 ? SOUND : FAULTY;
  }
}
