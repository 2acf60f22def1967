package dev.edict.command.api.stream;

import dev.edict.command.api.DomainEvent;
import java.util.List;
import org.axonframework.serialization.Revision;

/**
 * Redis had lost invalidations, and the state of every zone was published again.
 *
 * @param incarnation counts the losses of the stream
 * @param reasons codes of what was noticed, e.g. {@code key_missing}
 * @param zones how many zones were published
 */
@Revision("1")
public record InvalidationStreamResynchronised(
        String zoneId, String stream, long incarnation, List<String> reasons, int zones) implements DomainEvent {

    public InvalidationStreamResynchronised {
        reasons = List.copyOf(reasons);
    }
}
