package dev.edict.query.asof;

import dev.edict.query.CursorText;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Answers what a zone was at an instant. */
@Component
public class AsOfReader {

    private final LogHeads heads;
    private final GovernanceLog governance;
    private final StreamStates states;
    private final Loads loads;

    AsOfReader(LogHeads heads, GovernanceLog governance, StreamStates states, Loads loads) {
        this.heads = heads;
        this.governance = governance;
        this.states = states;
        this.loads = loads;
    }

    /**
     * The time in which a zone can be asked about.
     *
     * @param from when its first event was recorded
     * @param until now, by the clock of the database
     */
    public record Span(Instant from, Instant until) {}

    /**
     * The time since a zone exists.
     *
     * @throws dev.edict.query.QueryRejection {@code zone_not_found}
     */
    public Span span(String zoneId) {
        return new Span(
                heads.registered(zoneId).recordedAt().toInstant(), heads.now().toInstant());
    }

    /**
     * The zone at a point of the past, archived or not.
     *
     * @param texts whether the policies come with their texts
     * @throws dev.edict.query.QueryRejection {@code zone_not_found}, {@code instant_before_zone}, {@code instant_in_future},
     *     {@code sequence_beyond_head}
     * @throws dev.edict.query.ContentCorrupted if a text is wanted and is not the one that was stored
     */
    public AsOf find(String zoneId, PastPoint point, boolean texts) {
        var head = heads.find(zoneId, point);
        var desired = governance.find(zoneId, head.sequence(), texts);
        return new AsOf(
                zoneId,
                CursorText.time(head.instant()),
                head.sequence(),
                CursorText.time(head.recordedAt()),
                states.isArchived(zoneId, head.sequence()),
                desired,
                states.find(zoneId, head.sequence()),
                loads.find(zoneId, head.instant(), desired.activationSeq()));
    }
}
