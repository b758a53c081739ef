package org.dockerrm.transition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.dockerrm.inventory.Clusters;
import org.dockerrm.inventory.PropertyText;
import org.dockerrm.inventory.ResourceInstance;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What bounds the parts and the members that the process of one request makes. */
class RequestPartBoundsTest {

  private JdbcRequestStore store;
  private PartBounds bounds;

  @BeforeEach
  void opensADatabase() {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    Flyway.configure().dataSource(database).load().migrate();
    store = new JdbcRequestStore(JdbcClient.create(database), new PropertyText());
    bounds = new PartBounds(store);
    // What a request's row is followed by waits for the commit, which these tests do without.
    TransactionSynchronizationManager.initSynchronization();
  }

  @AfterEach
  void endsTheTransaction() {
    TransactionSynchronizationManager.clearSynchronization();
  }

  @Test
  void partsAreNoDeeperThanEightLevels() {
    Request request = root("Configure", Map.of());
    for (int level = 1; level <= PartBounds.DEEPEST; level++) {
      assertThat(bounds.refusal(request)).isEmpty();
      request = part(request, "Configure");
    }

    assertThat(bounds.refusal(request)).get().asString().contains("8 levels", request.requestId());
  }

  @Test
  void aRequestHasAThousandPartsOnAllLevelsTogether() {
    Request root = root("Configure", Map.of());
    Request first = part(root, "Configure");
    Request second = part(root, "Configure");
    for (int i = 0; i < 498; i++) {
      part(first, "Configure");
      part(second, "Configure");
    }
    assertThat(bounds.refusal(second)).isEmpty();
    part(root, "Configure");
    assertThat(bounds.refusal(second)).isEmpty();
    Request last = part(first, "Configure");

    for (Request request : List.of(root, first, last)) {
      assertThat(bounds.refusal(request)).get().asString().contains("1000 parts", root.requestId());
    }
    assertThat(bounds.refusal(root("Configure", Map.of()))).isEmpty();
  }

  @Test
  void findsOpenPartsOnAllLevels() {
    Request root = root("Configure", Map.of());
    Request first = part(root, "Configure");
    Request inner = part(first, "Start");
    Request ended = part(root, "Stop");
    store.finish(ended.requestId(), RequestState.COMPLETED, null, null, Instant.EPOCH);

    assertThat(store.openParts(root.requestId()))
        .extracting(Request::requestId)
        .containsExactly(first.requestId(), inner.requestId());
  }

  @Test
  void onlyAScaleOutMakesInstances() {
    NewMembers members = members(1);

    assertThat(members.nextId(root("Configure", Map.of("instances", "9")))).isEmpty();
    assertThat(members.nextId(root("ScaleIn", Map.of("instances", "9")))).isEmpty();
    assertThat(members.refusal(root("Configure", Map.of()), "m1"))
        .get()
        .asString()
        .contains("no instance m1", "ScaleOut");
  }

  @Test
  void aScaleOutMakesTheMemberThatWasChosenForIt() {
    NewMembers members = members(1);
    Request scaleOut = root("ScaleOut", Map.of("instances", "3"));
    String first = members.nextId(scaleOut).orElseThrow();

    assertThat(members.nextId(scaleOut)).contains(first);
    assertThat(members.refusal(scaleOut, first)).isEmpty();
    assertThat(members.refusal(scaleOut, "m1")).isPresent();
    assertThat(members.refusal(root("ScaleOut", Map.of("instances", "3")), first)).isPresent();

    part(scaleOut, "Install");

    assertThat(members.nextId(scaleOut)).isPresent().get().isNotEqualTo(first);
    assertThat(members.refusal(scaleOut, first)).isPresent();
  }

  @Test
  void aScaleOutMakesNoMoreMembersThanItWasAskedFor() {
    Request scaleOut = root("ScaleOut", Map.of("instances", "3"));
    String next = members(2).nextId(scaleOut).orElseThrow();

    assertThat(members(3).nextId(scaleOut)).isEmpty();
    assertThat(members(3).refusal(scaleOut, next)).isPresent();
  }

  private NewMembers members(int size) {
    return new NewMembers(store, null, new Sized(size));
  }

  private Request root(String name, Map<String, String> properties) {
    Request request = request(name, properties, null);
    store.add(request, null);
    return request;
  }

  private Request part(Request parent, String name) {
    Request part = request(name, Map.of(), parent.requestId());
    store.addPart(part, true);
    return part;
  }

  private static Request request(
      String name, Map<String, String> properties, @Nullable String parent) {
    return new Request(
        UUID.randomUUID().toString(),
        RequestState.PENDING,
        parent == null ? UUID.randomUUID().toString() : "own",
        "web",
        null,
        "resource::web::1.0",
        "dev",
        name,
        false,
        false,
        properties,
        new HashMap<>(),
        null,
        null,
        Request.Progress.NONE,
        null,
        Instant.EPOCH,
        null,
        Instant.EPOCH,
        parent);
  }

  /** One cluster of a given size. */
  private record Sized(int size) implements Clusters {

    @Override
    public List<String> memberIds(String resourceId) {
      return IntStream.range(0, size).mapToObj(number -> "member-" + number).toList();
    }

    @Override
    public List<ResourceInstance> members(String resourceId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<List<String>> all() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Member> member(String resourceId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Member> addedBy(String requestId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void add(String existing, String member, int number, String requestId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setJoined(String resourceId, boolean joined) {
      throw new UnsupportedOperationException();
    }
  }
}
