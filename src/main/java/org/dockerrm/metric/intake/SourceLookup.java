package org.dockerrm.metric.intake;

/** Whose a metricKey is. */
sealed interface SourceLookup {

  /** An instance's. */
  record Known(Source source) implements SourceLookup {}

  /** Nobody's. */
  record Nobody() implements SourceLookup {}

  /** That of several instances, since a client gave it to them: nobody can tell whose it is. */
  record Several() implements SourceLookup {}

  /** It cannot be told now. */
  record Away() implements SourceLookup {}
}
