package dev.edict.command.api.deployment;

import dev.edict.command.api.DomainEvent;
import dev.edict.command.api.NoteReference;
import org.axonframework.serialization.Revision;

/**
 * No activation waits for the decision point any more, as an operator decided.
 *
 * @param zoneId always {@link DomainEvent#EVERY_ZONE}
 * @param incarnation its newest; earlier ones are dismissed with it
 * @param reason the operator's explanation
 */
@Revision("1")
public record DecisionPointDismissed(String zoneId, String decisionPointId, long incarnation, NoteReference reason)
        implements DomainEvent {}
