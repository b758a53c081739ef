package org.dockerrm.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.HttpURLConnection;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.dockerrm.support.DescribedApi;
import org.dockerrm.support.DescribedApi.Operation;
import org.dockerrm.support.Exchange;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.RmClient.Answer;
import org.dockerrm.support.SharedManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The description says what the API does: its schemas, its statuses, its media types. */
class ApiDescriptionIT {

  private static final Set<Class<?>> REQUESTS =
      Set.of(
          TransitionRequestSchema.class,
          TransitionActionsController.RetrySchema.class,
          LocationsController.LocationSchema.class,
          ScaleBody.class);

  private static Manager manager;
  private static RmClient rm;
  private static DescribedApi described;

  @BeforeAll
  static void read() {
    manager = SharedManager.get();
    rm = manager.client();
    described = Exchange.described(rm.base());
  }

  @Test
  void everyTypeHasASchemaOfItsOwn() {
    Set<Class<?>> records = new HashSet<>(REQUESTS);
    records.add(ProblemSchema.class);
    REQUESTS.forEach(request -> collect(request, records));
    handlers()
        .map(method -> method.getMethod().getGenericReturnType())
        .forEach(type -> collect(type, records));
    records.add(ImageRepresentation.class);

    List<String> names = records.stream().map(ApiDescriptionIT::name).sorted().toList();
    JsonNode schemas = described.document().at("/components/schemas");
    Set<String> found = new TreeSet<>();
    // A page's schema is named after what is on it.
    schemas.fieldNames().forEachRemaining(n -> found.add(n.replaceFirst("^Page.+", "Page")));

    assertThat(names).doesNotHaveDuplicates();
    assertThat(found).containsExactlyElementsOf(names);
    SoftAssertions.assertSoftly(
        softly ->
            records.stream()
                .filter(type -> type != Page.class)
                .forEach(
                    type ->
                        softly
                            .assertThat(schemas.path(name(type)).path("properties").fieldNames())
                            .toIterable()
                            .as(name(type))
                            .containsExactlyInAnyOrderElementsOf(components(type))));
  }

  private static void collect(Type type, Set<Class<?>> records) {
    if (type instanceof ParameterizedType generic) {
      collect(generic.getRawType(), records);
      Arrays.stream(generic.getActualTypeArguments()).forEach(each -> collect(each, records));
    } else if (type instanceof GenericArrayType array) {
      collect(array.getGenericComponentType(), records);
    } else if (type instanceof Class<?> raw && raw.isRecord() && records.add(raw)) {
      Arrays.stream(raw.getRecordComponents())
          .map(RecordComponent::getGenericType)
          .forEach(component -> collect(component, records));
    }
  }

  private static String name(Class<?> type) {
    Schema schema = type.getAnnotation(Schema.class);
    return schema == null || schema.name().isEmpty() ? type.getSimpleName() : schema.name();
  }

  private static List<String> components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents()).map(RecordSchemas::name).toList();
  }

  private static Stream<HandlerMethod> handlers() {
    return manager
        .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .values()
        .stream()
        .filter(method -> method.getBeanType().isAnnotationPresent(ResourceManagerApi.class));
  }

  @Test
  void schemasOfAnswersAreClosedAndNameWhatIsAlwaysThere() {
    Set<String> open = REQUESTS.stream().map(ApiDescriptionIT::name).collect(Collectors.toSet());
    JsonNode schemas = described.document().at("/components/schemas");

    schemas
        .properties()
        .forEach(
            schema ->
                assertThat(schema.getValue().path("additionalProperties").asBoolean(true))
                    .as(schema.getKey())
                    .isEqualTo(open.contains(schema.getKey())));
    assertThat(schemas.at("/Transition/required").toString())
        .contains("requestId", "requestState", "progress")
        .doesNotContain("finishedAt", "requestFailureCode");
    assertThat(schemas.at("/Problem/required")).hasSize(8);
  }

  @Test
  void everyOperationDeclaresItsRefusalsAsProblems() {
    List<Operation> operations = described.operations();

    assertThat(operations).hasSizeGreaterThan(30);
    for (Operation operation : operations) {
      JsonNode responses = operation.description().get("responses");
      List<String> codes = new ArrayList<>();
      responses.fieldNames().forEachRemaining(codes::add);
      assertThat(codes)
          .as(operation.method() + " " + operation.path())
          .contains("400", "403", "406", "415", "503")
          .anyMatch(code -> code.startsWith("2"));
      assertThat(codes.contains("404") || !operation.path().contains("{")).isTrue();
      codes.stream()
          .filter(code -> code.compareTo("400") >= 0)
          .forEach(
              code ->
                  assertThat(responses.get(code).get("content").fieldNames())
                      .toIterable()
                      .containsExactly("application/problem+json"));
    }
  }

  @Test
  void findsWhatIsNotDescribed() {
    String path = RmClient.ROOT + "/configuration";
    Answer good = rm.get("/configuration");

    assertThat(described.faults("GET", path, good)).isEmpty();
    assertThat(described.faults("GET", path, new Answer(202, good.headers(), good.text())))
        .isNotEmpty();
    assertThat(described.faults("GET", path, new Answer(200, Map.of(), good.text()))).isNotEmpty();
    for (String body : List.of("", "{}", "[]", good.text().replaceFirst("\\{", "{\"more\":1,"))) {
      assertThat(described.faults("GET", path, new Answer(200, good.headers(), body)))
          .as(body)
          .isNotEmpty();
    }
    assertThat(described.faults("PATCH", path, good)).isNotEmpty();
    assertThat(described.faults("GET", path + "/more", good)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json;charset=utf-16",
        "application/json;charset=iso-8859-1",
        "application/json;charset=us-ascii;q=0.5, text/html",
        "*/*;charset=utf-32",
        "application/*;charset=\"utf-16\""
      })
  void answersInUtf8WhateverCharsetIsAskedFor(String accept) {
    for (String path : List.of("/configuration", "/types", "/types/unknown", "/topology/orphans")) {
      Answer answer = send("GET", path, "Accept", accept, "Accept-Charset", "utf-16, bogus");
      assertThat(answer.status()).as(answer.text()).isEqualTo(path.endsWith("unknown") ? 404 : 200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "application/json;charset=bogus,is not a list of media types",
    "application/json;q=2,is not a list of media types",
    "nonsense,is not a list of media types",
    "text/html,application/json",
    "application/problem+json;charset=utf-16,application/json"
  })
  void refusesAnAcceptThatCannotBeMet(String accept, String detail) {
    for (String path : List.of("/configuration", "/types/unknown")) {
      Answer answer = send("GET", path, "Accept", accept);
      assertThat(answer.status()).as(answer.text()).isEqualTo(406);
      assertThat(answer.json().get("detail").asText()).contains(detail);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*/*", "application/*", "nonsense", "application/json;charset=bogus", "a/b, c/d"})
  void refusesAContentTypeThatIsNone(String type) {
    for (String path :
        List.of("/lifecycle/transitions", "/lifecycle/transitions/x/retry", "/types")) {
      Answer answer = send("POST", path, "Content-Type", type);
      assertThat(answer.status()).as(answer.text()).isEqualTo(415);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Range,bytes=0-1",
    "If-None-Match,*",
    "If-Match,\"x\"",
    "If-Modified-Since,yesterday",
    "If-Unmodified-Since,'Mon, 01 Jan 2001 00:00:00 GMT'",
    "Accept-Encoding,identity;q=0",
    "Accept-Language,xx-nonsense;q=9",
    "X-HTTP-Method-Override,DELETE",
    "Prefer,return=minimal"
  })
  void headersThatItDoesNotUseChangeNothing(String name, String value) {
    Answer plain = rm.get("/configuration");
    Answer answer = send("GET", "/configuration", name, value);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo(plain.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "OPTIONS", "PATCH", "PROPFIND", "TRACE", "DELETE"})
  void answersOtherMethodsAsDescribed(String method) {
    int status = send(method, "/configuration").status();

    assertThat(status).isEqualTo(Set.of("HEAD", "OPTIONS").contains(method) ? 200 : 405);
  }

  private static Answer send(String method, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(rm.base().resolve(RmClient.ROOT + path))
            .method(method, BodyPublishers.noBody());
    return Exchange.send(headers.length == 0 ? request : request.headers(headers));
  }

  @ParameterizedTest
  @CsvSource({
    "/lifecycle/transitions?resourcename=x,resourcename,known are",
    "/lifecycle/transitions?limit=1&limit=2,limit,more than once",
    "/lifecycle/transitions?limit=many,limit,many",
    "/topology/instances?resourceName=x,resourceName,location",
    "/topology/orphans?all=perhaps,all,true or false",
    "/topology/instances/x/logs?tial=5,tial,tail",
    "/configuration?verbose,verbose,there is none"
  })
  void refusesQueriesThatItDoesNotKnow(String path, String named, String remedy) {
    Answer answer = rm.get(path);

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().get("detail").asText()).contains(named, remedy);
  }

  @Test
  void refusesAQueryThatIsNotEncoded() throws IOException {
    for (String query : List.of("limit=%zz", "state=%", "%=1", "since=%f")) {
      String path = RmClient.ROOT + "/lifecycle/transitions?" + query;
      HttpURLConnection connection = (HttpURLConnection) new URL(rm.base() + path).openConnection();
      assertThat(connection.getResponseCode()).as(query).isEqualTo(400);
      assertThat(connection.getErrorStream()).asString(StandardCharsets.UTF_8).contains("percent");
    }
  }

  @Test
  void namesEverythingThatIsWrongWithAQuery() {
    Answer answer = rm.get("/lifecycle/transitions?a=1&b=2&limit=1&limit=2&&");

    assertThat(answer.json().at("/details/findings")).hasSize(3);
  }
}
