package org.dockerrm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands {@code ls} and {@code get} of each kind of thing that a manager knows. */
final class Lists {

  private static final int MOST = 100_000;

  private Lists() {}

  /** Resource types. */
  @Command(name = "types", description = "Resource types: ls, get.")
  static final class Types {

    private final Session session;

    Types(Session session) {
      this.session = session;
    }

    @Command(name = "ls", description = "Lists all resource types.")
    void ls() {
      print(
          session,
          items(session.client().get("/types")),
          "name",
          columns("NAME", "name", "STATE", "state", "REASON", "stateReason"));
    }

    @Command(name = "get", description = "Shows one type and its descriptor.")
    void get(@Parameters(paramLabel = "TYPE", description = "Name of the type.") String type) {
      String name = session.names().type(type);
      session.printer().one(session.client().get("/types/" + encoded(name)), "name");
    }
  }

  /** Deployment locations. */
  @Command(name = "locations", description = "Deployment locations: ls, get.")
  static final class Locations {

    private static final String PATH = "/topology/deployment-locations";

    private final Session session;

    Locations(Session session) {
      this.session = session;
    }

    @Command(name = "ls", description = "Lists all deployment locations.")
    void ls() {
      print(
          session,
          items(session.client().get(PATH)),
          "name",
          columns("NAME", "name", "TYPE", "type"));
    }

    @Command(name = "get", description = "Shows one location, its limits and its health.")
    void get(
        @Parameters(paramLabel = "LOCATION", description = "Name of the location.")
            String location) {
      String name = session.names().location(location);
      session.printer().one(session.client().get(PATH + "/" + encoded(name)), "name");
    }
  }

  /** Resource instances. */
  @Command(name = "instances", description = "Resource instances: ls, get.")
  static final class Instances {

    private final Session session;

    Instances(Session session) {
      this.session = session;
    }

    @Command(name = "ls", description = "Lists instances.")
    void ls(
        @Option(
                names = {"-l", "--location"},
                description = "Only of this location.")
            @Nullable String location,
        @Option(names = "--type", description = "Only of this type.") @Nullable String type,
        @Option(names = "--name", description = "Only with this text in their name.")
            @Nullable String name,
        @Option(names = "--state", description = "Only in this state.") @Nullable String state) {
      String query =
          query(
              "location", location,
              "type", type == null ? null : session.names().type(type),
              "name", name,
              "state", state);
      print(
          session,
          session.client().pages("/topology/instances" + query, MOST),
          "resourceId",
          columns(
              "NAME", "resourceName",
              "ID", "resourceId",
              "TYPE", "resourceType",
              "LOCATION", "deploymentLocation",
              "STATE", "resourceState",
              "REASON", "stateReason"));
    }

    @Command(name = "get", description = "Shows one instance and its properties.")
    void get(
        @Parameters(
                paramLabel = "INSTANCE",
                description = "Its resourceId, or its name where unique.")
            String instance) {
      session.printer().one(session.names().instance(instance), "resourceId");
    }
  }

  /** Requests for transitions and operations. */
  @Command(name = "requests", description = "Requests for transitions and operations: ls, get.")
  static final class Transitions {

    private final Session session;

    Transitions(Session session) {
      this.session = session;
    }

    @Command(name = "ls", description = "Lists requests, the newest first.")
    void ls(
        @Option(names = "--state", description = "Only in this state.") @Nullable String state,
        @Option(names = "--instance", description = "Only of this instance.")
            @Nullable String instance,
        @Option(names = "--type", description = "Only of instances of this type.")
            @Nullable String type,
        @Option(names = "--transition", description = "Only of this transition or operation.")
            @Nullable String transition,
        @Option(names = "--since", paramLabel = "TIME", description = "Only from this time on.")
            @Nullable String since,
        @Option(
                names = "--limit",
                defaultValue = "100",
                description = "At most so many (default: ${DEFAULT-VALUE}).")
            int limit) {
      String resource =
          instance == null ? null : Json.text(session.names().instance(instance), "resourceId");
      String query =
          query(
              "state", state,
              "resourceId", resource,
              "resourceType", type == null ? null : session.names().type(type),
              "transitionName", transition,
              "since", since);
      print(
          session,
          session.client().pages("/lifecycle/transitions" + query, Math.max(1, limit)),
          "requestId",
          columns(
              "ID", "requestId",
              "TRANSITION", "transitionName",
              "INSTANCE", "resourceName",
              "STATE", "requestState",
              "STARTED", "startedAt",
              "REASON", "requestStateReason"));
    }

    @Command(name = "get", description = "Shows how one request stands.")
    void get(
        @Parameters(
                paramLabel = "REQUEST",
                description = "Its requestId, or an instance's name: then its newest request.")
            String request) {
      String id = session.names().request(request);
      session.printer().one(session.client().get("/lifecycle/transitions/" + id), "requestId");
    }
  }

  /** Prints the items of a list. */
  static void print(
      Session session, List<JsonNode> items, String name, Map<String, String> columns) {
    session.printer().list(items, name, columns);
  }

  static List<JsonNode> items(JsonNode array) {
    List<JsonNode> items = new ArrayList<>();
    array.forEach(items::add);
    return items;
  }

  /** Headings and fields, taken by turns. */
  static Map<String, String> columns(String... headingsAndFields) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (int i = 0; i < headingsAndFields.length; i += 2) {
      columns.put(headingsAndFields[i], headingsAndFields[i + 1]);
    }
    return columns;
  }

  private static String query(@Nullable String... namesAndValues) {
    StringBuilder query = new StringBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      String value = namesAndValues[i + 1];
      if (value != null) {
        query.append(query.isEmpty() ? '?' : '&').append(namesAndValues[i]);
        query.append('=').append(encoded(value));
      }
    }
    return query.toString();
  }

  private static String encoded(String text) {
    return ManagerClient.encoded(text);
  }
}
