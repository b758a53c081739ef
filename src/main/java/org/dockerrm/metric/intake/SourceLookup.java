package org.dockerrm.metric.intake;

/** The instance that a metricKey belongs to. */
sealed interface SourceLookup {

  /** One instance's. */
  record Known(Source source) implements SourceLookup {}

  /** No instance's. */
  record Unknown() implements SourceLookup {}

  /** That of several instances, since a client gave it to them: the key is ambiguous. */
  record Several() implements SourceLookup {}

  /** The database cannot be asked now. */
  record Away() implements SourceLookup {}
}
