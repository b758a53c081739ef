package org.dockerrm.api;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.HandlerMethod;

/**
 * Declares the refusals of every operation in the API's description: those that filters and the
 * framework can give any request, those that follow from a path variable or a body, and those that
 * an operation names itself ({@link Refusal}). All of them are problems.
 */
@Component
class DescribedAnswers implements GlobalOperationCustomizer, GlobalOpenApiCustomizer {

  private static final String PROBLEM = "Problem";

  private static final Map<HttpStatus, String> ANY =
      Map.of(
          HttpStatus.BAD_REQUEST, "The request is wrong; details.findings lists what is",
          HttpStatus.FORBIDDEN, "The request's Host, Origin or site is not allowed",
          HttpStatus.NOT_ACCEPTABLE, "None of the media types in Accept is offered",
          HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The Content-Type is not supported",
          HttpStatus.SERVICE_UNAVAILABLE, "Not now; Retry-After says when to try again");

  @Override
  public void customise(OpenAPI description) {
    ModelConverters.getInstance(true)
        .readAll(ProblemSchema.class)
        .forEach(description.getComponents()::addSchemas);
  }

  @Override
  public Operation customize(Operation operation, HandlerMethod method) {
    if (!AnnotatedElementUtils.hasAnnotation(method.getBeanType(), ResourceManagerApi.class)) {
      return operation;
    }
    Map<HttpStatus, String> refusals = new EnumMap<>(ANY);
    if (Arrays.stream(method.getMethodParameters())
        .anyMatch(parameter -> parameter.hasParameterAnnotation(PathVariable.class))) {
      refusals.put(HttpStatus.NOT_FOUND, "The path names something that is not there");
    }
    if (operation.getRequestBody() != null) {
      refusals.put(HttpStatus.PAYLOAD_TOO_LARGE, "The body is too large");
    }
    AnnotatedElementUtils.getMergedRepeatableAnnotations(
            method.getMethod(), Refusal.class, Refusal.All.class)
        .forEach(refusal -> refusals.put(refusal.status(), refusal.when()));
    ApiResponses answers =
        Optional.ofNullable(operation.getResponses()).orElseGet(ApiResponses::new);
    answers.values().forEach(DescribedAnswers::tellTexts);
    refusals.forEach(
        (status, when) -> answers.put(Integer.toString(status.value()), problem(when)));
    operation.setResponses(answers);
    return operation;
  }

  /** What is read as text has no other schema. */
  private static void tellTexts(ApiResponse answer) {
    Optional.ofNullable(answer.getContent()).orElseGet(Content::new).entrySet().stream()
        .filter(content -> content.getKey().startsWith("text/"))
        .forEach(
            content ->
                content.setValue(new MediaType().schema(new JsonSchema().typesItem("string"))));
  }

  private static ApiResponse problem(String when) {
    Schema<?> schema = new Schema<>().$ref(Components.COMPONENTS_SCHEMAS_REF + PROBLEM);
    return new ApiResponse()
        .description(when)
        .content(
            new Content()
                .addMediaType(
                    org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                    new MediaType().schema(schema)));
  }
}
