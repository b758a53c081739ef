package org.dockerrm.metric.intake;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.MetricDefinition;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.metric.IntakeResult;
import org.dockerrm.metric.MetricDoor;
import org.dockerrm.metric.intake.IntakeFigures.Refusal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Takes metrics, wherever they come from: whose they are, what they say, whether there is room. */
@Component
class Intake implements MetricDoor, RecordIntake {

  private final BodyReader bodies;
  private final Sources sources;
  private final Catalog catalog;
  private final ReportQueues lanes;
  private final IntakeFigures figures;
  private final Forwarding forwarding;
  private final Clock clock;
  private final MaskedMessages messages;

  Intake(
      BodyReader bodies,
      Sources sources,
      Catalog catalog,
      ReportQueues lanes,
      IntakeFigures figures,
      ObjectProvider<Forwarding> forwarding,
      Clock clock,
      MaskedMessages messages) {
    this.bodies = bodies;
    this.sources = sources;
    this.catalog = catalog;
    this.lanes = lanes;
    this.figures = figures;
    this.forwarding = forwarding.getIfAvailable(() -> batch -> {});
    this.clock = clock;
    this.messages = messages;
  }

  @Override
  public Optional<IntakeResult> refusal(String metricKey) {
    SourceLookup lookup = sources.find(metricKey);
    return lookup instanceof SourceLookup.Known
        ? Optional.empty()
        : Optional.of(counted(IntakeChannel.HTTP, refusal(lookup)));
  }

  @Override
  public IntakeResult admit(String metricKey, byte[] body) {
    SourceLookup lookup = sources.find(metricKey);
    if (lookup instanceof SourceLookup.Known known) {
      return counted(
          IntakeChannel.HTTP, take(IntakeChannel.HTTP, known.source(), bodies.read(body)));
    }
    return counted(IntakeChannel.HTTP, refusal(lookup));
  }

  @Override
  public IntakeResult admit(byte[] value, BiPredicate<String, Duration> isNew) {
    PostedBody body = bodies.read(value);
    boolean one = body.elements().size() == 1 && body.findings().isEmpty();
    if (!one
        || !(body.elements().get(0) instanceof PostedElement.Reported reported)
        || reported.metricKey() == null) {
      return counted(IntakeChannel.KAFKA, new IntakeResult.Invalid(body.findings()));
    }
    SourceLookup lookup = sources.find(reported.metricKey());
    if (!(lookup instanceof SourceLookup.Known known)) {
      return counted(IntakeChannel.KAFKA, refusal(lookup));
    }
    String id = reported.metricKey() + "." + reported.metricName();
    if (!isNew.test(id, period(known.source(), reported.metricName()))) {
      figures.refused(IntakeChannel.KAFKA, Refusal.REPLAYED);
      return new IntakeResult.Accepted(0);
    }
    return counted(IntakeChannel.KAFKA, take(IntakeChannel.KAFKA, known.source(), body));
  }

  private Duration period(Source source, String metricName) {
    return catalog
        .find(source.publisher().resourceType())
        .map(type -> type.descriptor().metrics().get(metricName))
        .map(MetricDefinition::publicationPeriod)
        .orElse(Duration.ZERO);
  }

  private static IntakeResult refusal(SourceLookup lookup) {
    if (lookup instanceof SourceLookup.Several) {
      return new IntakeResult.Invalid(List.of("several instances have this metricKey"));
    }
    return lookup instanceof SourceLookup.Unknown
        ? new IntakeResult.UnknownKey()
        : new IntakeResult.Unavailable("the manager cannot look up the metricKey now");
  }

  private IntakeResult take(IntakeChannel entrance, Source source, PostedBody body) {
    Duration wait = source.bucket().take(Math.max(1, body.elements().size()));
    if (!wait.isZero()) {
      return new IntakeResult.TooMany(wait);
    }
    if (!body.findings().isEmpty()) {
      return new IntakeResult.Invalid(body.findings());
    }
    Optional<ResourceType> type = catalog.find(source.publisher().resourceType());
    if (type.isEmpty()) {
      return new IntakeResult.Unavailable("the instance's type is not known now");
    }
    DeclaredReports declared =
        new DeclaredReports(
                source.publisher(),
                type.get().descriptor().metrics(),
                message -> messages.masked(source.publisher().resourceId(), message),
                clock.instant())
            .read(body.elements());
    return declared.findings().isEmpty()
        ? queue(entrance, new Batch(source.publisher(), declared.reports()), body)
        : new IntakeResult.Invalid(declared.findings());
  }

  private IntakeResult queue(IntakeChannel entrance, Batch batch, PostedBody body) {
    int reports = batch.reports().size();
    if (reports > 0 && !lanes.offer(batch)) {
      return new IntakeResult.Unavailable("more metrics wait than the manager can keep");
    }
    figures.accepted(entrance, reports, Math.max(0, body.elements().size() - reports));
    if (entrance == IntakeChannel.HTTP) {
      forwarding.forward(batch);
    }
    return new IntakeResult.Accepted(reports);
  }

  private IntakeResult counted(IntakeChannel entrance, IntakeResult admission) {
    if (admission instanceof IntakeResult.UnknownKey) {
      figures.refused(entrance, Refusal.UNKNOWN_KEY);
    } else if (admission instanceof IntakeResult.Invalid) {
      figures.refused(entrance, Refusal.INVALID);
    } else if (admission instanceof IntakeResult.TooMany) {
      figures.refused(entrance, Refusal.RATE);
    } else if (admission instanceof IntakeResult.Unavailable) {
      figures.refused(entrance, Refusal.UNAVAILABLE);
    }
    return admission;
  }
}
