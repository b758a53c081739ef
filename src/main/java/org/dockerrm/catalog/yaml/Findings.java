package org.dockerrm.catalog.yaml;

import java.util.ArrayList;
import java.util.List;
import org.dockerrm.catalog.Finding;
import org.dockerrm.catalog.Finding.Severity;

/** Collects what is to say about one package. Not for several threads. */
public final class Findings {

  /** A hostile package must not fill the memory with its faults. */
  private static final int MOST = 200;

  private final List<Finding> list = new ArrayList<>();

  /** The findings of that file, which is named relative to the package. */
  public InFile in(String file) {
    return new InFile(Quote.oneLine(file));
  }

  /** Everything found so far, in order. */
  public List<Finding> list() {
    return List.copyOf(list);
  }

  /** The messages of what keeps the package from being used. */
  public List<String> errors() {
    return list.stream()
        .filter(finding -> finding.severity() == Severity.ERROR)
        .map(Finding::message)
        .toList();
  }

  private void add(Finding finding) {
    if (list.size() < MOST) {
      list.add(finding);
    } else if (list.size() == MOST) {
      list.add(new Finding(Severity.ERROR, finding.file(), 0, "has more faults than are listed"));
    }
  }

  /** What is to say about one file. */
  public final class InFile {

    private final String file;

    private InFile(String file) {
      this.file = file;
    }

    /** The file's path relative to the package. */
    public String file() {
      return file;
    }

    /** Something that keeps the package from being used; line 0 where it is unknown. */
    public void error(int line, String message) {
      add(new Finding(Severity.ERROR, file, line, message));
    }

    /** Something that has no effect; line 0 where it is unknown. */
    public void warning(int line, String message) {
      add(new Finding(Severity.WARNING, file, line, message));
    }
  }
}
