package org.dockerrm.metric.intake;

/** The ways that metrics come in by. */
enum IntakeChannel {
  HTTP("http"),
  KAFKA("kafka");

  private final String label;

  IntakeChannel(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
