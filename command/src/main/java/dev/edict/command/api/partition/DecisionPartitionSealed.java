package dev.edict.command.api.partition;

import dev.edict.command.api.DomainEvent;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/**
 * What the decisions of a zone in a month were, recorded before they are dropped. No decision comes to that month any
 * more.
 *
 * @param month in UTC, as {@code 2026-05}
 * @param decisions how many events of decisions there are
 * @param others how many of them neither allowed nor denied
 * @param firstAt when the first of them occurred
 * @param digest SHA-256, as hex, over the content hashes of the events (contract §7.2) one after another as hex, in the
 *     order of {@code occurred_at} and {@code id}
 */
@Revision("1")
public record DecisionPartitionSealed(
        String zoneId,
        String month,
        long decisions,
        long allowed,
        long denied,
        long others,
        Instant firstAt,
        Instant lastAt,
        String digest)
        implements DomainEvent {}
