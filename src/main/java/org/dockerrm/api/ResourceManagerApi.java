package org.dockerrm.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A controller of the resource manager API, served under both of its roots. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@RestController
@RequestMapping(
    path = {ResourceManagerApi.ROOT, ResourceManagerApi.VERSIONED_ROOT},
    produces = MediaType.APPLICATION_JSON_VALUE)
@interface ResourceManagerApi {

  /** The root that has no version. */
  String ROOT = "/api/resource-manager";

  /** The root of version 1.0; the same behaviour. */
  String VERSIONED_ROOT = "/api/v1.0/resource-manager";
}
