package org.dockerrm.catalog.archive;

/**
 * How much a package may hold (docs/reference/packages.md, "Limits").
 *
 * @param entries files and directories
 * @param fileBytes bytes of one file
 * @param totalBytes bytes of all files
 * @param ratio how many times its size an archive may unpack to, beyond the first 10 MiB
 */
public record PackageLimits(int entries, long fileBytes, long totalBytes, int ratio) {

  /** What every package is held to. */
  public static final PackageLimits DEFAULT =
      new PackageLimits(10_000, 512L << 20, 2048L << 20, 100);

  /** How deep directories may be nested. */
  public static final int DEEPEST = 32;

  private static final long FREE_BYTES = 10L << 20;

  /** How many bytes an archive of that size may unpack to. */
  long unpacked(long archiveBytes) {
    return Math.min(totalBytes, FREE_BYTES + archiveBytes * ratio);
  }

  /** A size in a message. */
  public static String shown(long bytes) {
    return bytes >= 1 << 20 ? (bytes >> 20) + " MiB" : bytes + " bytes";
  }
}
