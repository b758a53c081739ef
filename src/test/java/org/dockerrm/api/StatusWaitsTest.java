package org.dockerrm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.dockerrm.transition.Request;
import org.dockerrm.transition.RequestEnded;
import org.dockerrm.transition.RequestState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.context.request.async.DeferredResult;

class StatusWaitsTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private final StatusWaits waits = new StatusWaits(2);
  private volatile RequestState state = RequestState.IN_PROGRESS;

  @AfterEach
  void stop() {
    waits.stop();
  }

  @Test
  void answersWhenTheRequestHasEnded() {
    DeferredResult<RequestState> answer = waiting();

    assertThat(answer.hasResult()).isFalse();
    state = RequestState.COMPLETED;
    waits.ended(new RequestEnded("another"));
    waits.ended(new RequestEnded("r"));

    // Sooner than the check of requests that end in other managers.
    await().atMost(Duration.ofSeconds(4)).until(answer::hasResult);
    assertThat(answer.getResult()).isEqualTo(RequestState.COMPLETED);
  }

  @Test
  void answersARequestThatEndedBeforeAnythingWaited() {
    state = RequestState.FAILED;

    DeferredResult<RequestState> answer = waiting();

    await().until(answer::hasResult);
  }

  @Test
  void answersAtOnceWhereTooManyWait() {
    List<DeferredResult<RequestState>> first = List.of(waiting(), waiting());

    assertThat(waiting().getResult()).isEqualTo(RequestState.IN_PROGRESS);
    assertThat(first).noneMatch(DeferredResult::hasResult);
  }

  @Test
  void answersAllWhenTheManagerStops() {
    DeferredResult<RequestState> answer = waiting();

    waits.stop();

    assertThat(answer.getResult()).isEqualTo(RequestState.IN_PROGRESS);
    assertThat(waiting().hasResult()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "1s,,1",
    "60s,,60",
    "30,wait=5,30",
    ",wait=5,5",
    ",'respond-async, wait=9',9",
    ",wait=999,60",
    ",x,0",
    ",,0"
  })
  void readsTheWaitFromTheQueryOrElseThePreference(String wait, String prefer, int seconds) {
    assertThat(StatusWaits.longest(wait, prefer)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "61s", "-1s", "", "1m", "1.5s", "9999999999s"})
  void refusesAWaitThatIsOutOfRange(String wait) {
    assertThatThrownBy(() -> StatusWaits.longest(wait, null))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("1s to 60s");
  }

  private DeferredResult<RequestState> waiting() {
    return waits.until("r", LONG, this::request, Request::state);
  }

  private Request request() {
    return new Request(
        "r",
        state,
        "i",
        "",
        null,
        "resource::a::1",
        "dev",
        "Install",
        false,
        false,
        Map.of(),
        Map.of(),
        null,
        null,
        Request.Progress.NONE,
        null,
        Instant.EPOCH,
        null,
        Instant.EPOCH,
        null);
  }
}
