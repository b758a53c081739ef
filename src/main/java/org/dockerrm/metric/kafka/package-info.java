/** The Kafka topics that metrics come by, and go out by. */
@NullMarked
package org.dockerrm.metric.kafka;

import org.jspecify.annotations.NullMarked;
