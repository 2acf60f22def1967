package dev.edict.command.api.policyset;

import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * Sets the time and the author of the set's last change, overriding earlier events.
 *
 * @param attributed whether the author is known
 * @param boundAt when its binding last changed; null if already known
 */
@Revision("1")
public record PolicySetRestamped(String policySetId, String zoneId, boolean attributed, @Nullable Instant boundAt)
        implements PolicySetEvent {}
