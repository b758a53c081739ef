package org.dockerrm.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.OffsetDateTime;
import java.util.Map;
import org.dockerrm.policy.PolicyStatus;
import org.jspecify.annotations.Nullable;

/** A policy of an instance as the API shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Policy")
record PolicyRepresentation(
    String name,
    String type,
    String metric,
    Map<String, String> properties,
    int count,
    @Nullable String asksFor,
    @Nullable OffsetDateTime since,
    @Nullable String message,
    int attempts,
    int firingsInTheHour,
    @Nullable Integer budgetLeft,
    @Nullable OffsetDateTime lastFiredAt,
    @Nullable String lastRequestId,
    @Nullable String waitsFor) {

  static PolicyRepresentation of(PolicyStatus status) {
    return new PolicyRepresentation(
        status.name(),
        status.type(),
        status.metric(),
        status.settings(),
        status.count(),
        status.asked(),
        Times.ofNullable(status.since()),
        status.message(),
        status.attempts(),
        status.firingsInTheHour(),
        status.budgetLeft(),
        Times.ofNullable(status.lastFiredAt()),
        status.lastRequestId(),
        status.waitsFor());
  }
}
