package org.dockerrm.metric.intake;

/** The ways that metrics come in by. */
enum Entrance {
  HTTP("http"),
  KAFKA("kafka");

  private final String label;

  Entrance(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
