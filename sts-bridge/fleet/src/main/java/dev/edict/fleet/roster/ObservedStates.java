package dev.edict.fleet.roster;

import dev.edict.fleet.roster.Observation.Enforced;
import dev.edict.fleet.roster.Observation.ObservedZone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Compares what decision points say that they enforce with the activations of their zones. */
@Component
class ObservedStates {

    private final JdbcClient bridge;

    ObservedStates(@Qualifier("writePool") DataSource writePool) {
        this.bridge = JdbcClient.create(writePool);
    }

    /**
     * The zones of an observation that its token may see. With a token of one zone, a single bundle is that zone's,
     * whatever its name.
     */
    List<ObservedZone> known(Observation seen) {
        var own = seen.ownZoneId();
        if (own != null) {
            var named = seen.zones().stream()
                    .filter(zone -> zone.zoneId().equals(own))
                    .findFirst();
            return named
                    .or(() -> seen.zones().size() == 1
                            ? Optional.of(renamed(seen.zones().get(0), own))
                            : Optional.empty())
                    .stream()
                    .toList();
        }
        var names = seen.zones().stream().map(ObservedZone::zoneId).toArray(String[]::new);
        var zones = names.length == 0
                ? List.<String>of()
                : bridge.sql("select zone_id from bridge.relay_zone where zone_id = any(:names)")
                        .param("names", names)
                        .query(String.class)
                        .list();
        return seen.zones().stream()
                .filter(zone -> zones.contains(zone.zoneId()))
                .toList();
    }

    private static ObservedZone renamed(ObservedZone zone, String zoneId) {
        return new ObservedZone(
                zoneId, zone.enforced(), zone.foreign(), zone.loadedAt(), zone.confirmedAt(), zone.error());
    }

    /** As the members of a report; nothing of a zone whose state stays as it is known. */
    List<Compared> compared(String id, long incarnation, List<ObservedZone> zones) {
        return zones.stream()
                .flatMap(zone -> compared(zone, activations(id, incarnation, zone)))
                .toList();
    }

    private static Stream<Compared> compared(ObservedZone zone, Activations activations) {
        var enforced = zone.enforced();
        if (enforced == null && zone.foreign() == null && zone.error() == null) {
            return Stream.empty();
        }
        if (zone.foreign() != null || (enforced != null && !activations.isKnown())) {
            var what = enforced == null
                    ? zone.foreign()
                    : "%d:%s".formatted(enforced.activationSeq(), enforced.manifestSha256());
            return Stream.of(Compared.of(zone, activations.latestSeq(), "foreign")
                    .because("enforces the revision %s, which no activation of the zone has".formatted(what)));
        }
        if (zone.error() == null) {
            return Stream.of(loaded(zone, Objects.requireNonNull(enforced), activations));
        }
        // A failed question changes nothing for one that enforces the latest already.
        var hasLatest =
                enforced != null && enforced.activationSeq() == activations.latestSeq() && activations.isLoaded();
        return hasLatest
                ? Stream.empty()
                : Stream.of(Compared.of(zone, activations.latestSeq(), "failed").because(zone.error()));
    }

    private static Compared loaded(ObservedZone zone, Enforced enforced, Activations activations) {
        var isLatest = enforced.activationSeq() == activations.latestSeq();
        return new Compared(
                zone.zoneId(),
                enforced.activationSeq(),
                enforced.manifestSha256(),
                zone.loadedAt(),
                isLatest ? age(zone.confirmedAt()) : null,
                age(zone.loadedAt()),
                "loaded",
                null);
    }

    private static @Nullable Long age(@Nullable Instant at) {
        return at == null
                ? null
                : Math.max(0, Duration.between(at, Instant.now()).toMillis());
    }

    private Activations activations(String id, long incarnation, ObservedZone zone) {
        var enforced = zone.enforced();
        return bridge.sql(
                        """
                        select coalesce((select max(d.activation_seq) from bridge.deployment d where d.zone_id = :zone), 0)
                                as latest_seq,
                            (:seq = 0 and :manifest::text is null) or exists (select from bridge.deployment d
                                where d.zone_id = :zone and d.activation_seq = :seq
                                    and d.manifest_sha256 is not distinct from :manifest::text) as is_known,
                            exists (select from bridge.decision_point_zone z
                                where z.id = :id and z.incarnation = :incarnation and z.zone_id = :zone
                                    and z.state = 'loaded' and z.loaded_seq = :seq) as is_loaded
                        """)
                .param("id", id)
                .param("incarnation", incarnation)
                .param("zone", zone.zoneId())
                .param("seq", enforced == null ? -1 : enforced.activationSeq())
                .param("manifest", enforced == null ? null : enforced.manifestSha256())
                .query(Activations.class)
                .single();
    }

    private record Activations(long latestSeq, boolean isKnown, boolean isLoaded) {}

    /** What is said of a zone, as the columns of a report. */
    record Compared(
            String zoneId,
            long activationSeq,
            @Nullable String manifestSha256,
            @Nullable Instant loadedAt,
            @Nullable Long confirmedCurrentAgeMs,
            @Nullable Long sinceChangeAgeMs,
            String state,
            @Nullable String error) {

        static Compared of(ObservedZone zone, long seq, String state) {
            return new Compared(zone.zoneId(), seq, null, null, null, null, state, null);
        }

        Compared because(String why) {
            return new Compared(
                    zoneId,
                    activationSeq,
                    manifestSha256,
                    loadedAt,
                    confirmedCurrentAgeMs,
                    sinceChangeAgeMs,
                    state,
                    why);
        }
    }
}
