package dev.edict.command.api.deployment;

import org.jspecify.annotations.Nullable;

/**
 * A canary that a decision point decided otherwise than expected.
 *
 * @param expected {@code allow} or {@code deny}, with the expected reason after a space if there is one
 * @param actual {@code allow}, or {@code deny} and its reason; null if it was not decided
 */
public record FailedCanary(String decisionPointId, String name, String expected, @Nullable String actual) {}
