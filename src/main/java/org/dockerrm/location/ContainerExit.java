package org.dockerrm.location;

import java.time.Instant;

/**
 * How a container's main process ended.
 *
 * @param exitCode its exit code
 * @param outOfMemory whether the kernel killed for memory in it
 * @param at when, by the host's clock
 */
public record ContainerExit(int exitCode, boolean outOfMemory, Instant at) {}
