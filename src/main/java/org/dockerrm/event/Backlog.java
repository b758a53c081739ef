package org.dockerrm.event;

import java.time.Duration;

/**
 * What waits in the outbox.
 *
 * @param messages how many messages are not sent yet
 * @param age how long the oldest of them waits; zero when none does
 */
record Backlog(long messages, Duration age) {}
