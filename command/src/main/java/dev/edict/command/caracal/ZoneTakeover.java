package dev.edict.command.caracal;

import dev.edict.command.api.zone.ImportZone;
import dev.edict.command.caracal.CaracalImport.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes over zones, and knows from then on which of them are here. */
final class ZoneTakeover {

    private static final int LONGEST_NAME = 120;

    private final Map<String, KnownZone> known = new HashMap<>();
    private final Set<String> slugs = new HashSet<>();
    private final Map<String, SourceZone> here = new HashMap<>();
    private final Findings findings;
    private final Delivery delivery;

    ZoneTakeover(JdbcClient lookups, Findings findings, Delivery delivery) {
        this.findings = findings;
        this.delivery = delivery;
        lookups.sql(
                        """
                select zone_id, slug, archived, governing_version_id,
                    exists (select from command.activation a where a.zone_id = z.zone_id) as ever_governed
                from command.zone z
                """)
                .query(KnownZone.class)
                .list()
                .forEach(zone -> {
                    known.put(zone.zoneId(), zone);
                    slugs.add(zone.slug());
                });
    }

    /** A zone as it is here when a run begins. */
    record KnownZone(
            String zoneId, String slug, boolean archived, @Nullable String governingVersionId, boolean everGoverned) {}

    void take(SourceZone zone) {
        var there = known.get(zone.id());
        if (there != null) {
            here.put(zone.id(), zone);
            if (zone.isArchived() && !there.archived()) {
                findings.skipped(Kind.ZONE, zone.id(), "archived there since it was imported, and in use here");
            } else {
                findings.known(Kind.ZONE);
            }
        } else if (slugs.contains(zone.slug())) {
            findings.skipped(Kind.ZONE, zone.id(), "another zone here has the slug " + zone.slug());
        } else {
            send(zone);
        }
    }

    private void send(SourceZone zone) {
        var refusal = delivery.send(new ImportZone(
                zone.id(),
                zone.name(),
                zone.slug(),
                zone.dcrEnabled(),
                zone.operatorCoauthorBadge(),
                zone.operatorGoverned(),
                zone.created(),
                zone.isChanged() ? zone.updated() : null,
                zone.archived()));
        if (refusal.isPresent()) {
            findings.skipped(Kind.ZONE, zone.id(), refusal.get());
            return;
        }
        here.put(zone.id(), zone);
        findings.imported(Kind.ZONE);
        if (zone.name().length() > LONGEST_NAME) {
            findings.warned(Kind.ZONE, zone.id(), "name_too_long");
        }
    }

    boolean isHere(String zoneId) {
        return here.containsKey(zoneId);
    }

    /** Whether it is archived on either side. */
    boolean isArchived(String zoneId) {
        var zone = here.get(zoneId);
        var there = known.get(zoneId);
        return (zone != null && zone.isArchived()) || (there != null && there.archived());
    }

    /** Null for a zone that was not here before this run. */
    @Nullable
    KnownZone before(String zoneId) {
        return known.get(zoneId);
    }
}
