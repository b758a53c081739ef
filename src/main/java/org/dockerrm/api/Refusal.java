package org.dockerrm.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.http.HttpStatus;

/**
 * What one operation refuses, for the API's description. What every operation may refuse is in
 * {@link DescribedAnswers}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Refusal.All.class)
@interface Refusal {

  /** The status of the problem. */
  HttpStatus status();

  /** In which cases, as a clause. */
  String when();

  /** Several on one method. */
  @Documented
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @interface All {

    /** All of them. */
    Refusal[] value();
  }
}
