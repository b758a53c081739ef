package org.dockerrm.cli;

/** How a command prints what it found. */
enum Format {
  /** Columns, for reading. */
  TABLE,
  /** JSON: an object, or an array for lists. */
  JSON,
  /** The same in YAML. */
  YAML,
  /** Only the name or id, a line each. */
  NAME
}
