package dev.edict.command.api.policyset;

import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * States when and by whom the set was last changed, overriding earlier events.
 *
 * @param attributed whether anybody is named
 * @param boundAt when its binding last changed; null if that is known already
 */
@Revision("1")
public record PolicySetRestamped(String policySetId, String zoneId, boolean attributed, @Nullable Instant boundAt)
        implements PolicySetEvent {}
