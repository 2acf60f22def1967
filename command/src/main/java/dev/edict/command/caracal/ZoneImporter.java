package dev.edict.command.caracal;

import dev.edict.command.api.zone.ImportZone;
import dev.edict.command.caracal.CaracalImport.Kind;
import dev.edict.command.naming.NameText;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Imports zones and remembers which of them exist in Edict. */
final class ZoneImporter {

    private static final int LONGEST_NAME = 120;

    private final Map<String, KnownZone> known = new HashMap<>();
    private final Set<String> slugs = new HashSet<>();
    private final Map<String, SourceZone> here = new HashMap<>();
    private final Findings findings;
    private final ImportCommandSender commands;

    ZoneImporter(List<KnownZone> known, Findings findings, ImportCommandSender commands) {
        this.findings = findings;
        this.commands = commands;
        for (var zone : known) {
            this.known.put(zone.zoneId(), zone);
            slugs.add(zone.slug());
        }
    }

    /**
     * A zone that exists when a run begins.
     *
     * @param hasLocalDecision whether a command other than an import decided its active version
     */
    record KnownZone(
            String zoneId,
            String name,
            String slug,
            boolean dcrEnabled,
            boolean operatorCoauthorBadge,
            boolean operatorGoverned,
            @Nullable String account,
            boolean archived,
            @Nullable String governingVersionId,
            boolean hasLocalDecision) {}

    static List<KnownZone> known(JdbcTemplate lookups) {
        return JdbcClient.create(lookups)
                .sql(
                        """
                select zone_id, name, slug, dcr_enabled, operator_coauthor_badge, operator_governed, account,
                    archived, governing_version_id,
                    exists (select from events.domain_event e where e.aggregate_id = z.zone_id
                        and e.event_type in
                            ('zone.version_activated', 'zone.activation_rolled_back', 'zone.deactivated')
                        and e.metadata::json ->> 'imported' is null) as has_local_decision
                from command.zone z
                """)
                .query(KnownZone.class)
                .list();
    }

    void take(SourceZone zone) {
        var there = known.get(zone.id());
        if (there != null) {
            here.put(zone.id(), zone);
            difference(zone, there)
                    .ifPresentOrElse(
                            reason -> findings.skipped(Kind.ZONE, zone.id(), reason), () -> findings.known(Kind.ZONE));
        } else if (slugs.contains(zone.slug())) {
            findings.skipped(Kind.ZONE, zone.id(), "another zone in Edict has the slug " + zone.slug());
        } else {
            send(zone);
        }
    }

    private static Optional<String> difference(SourceZone there, KnownZone here) {
        if (there.isArchived() != here.archived()) {
            return Optional.of(
                    there.isArchived()
                            ? "archived in the source after the import, live in Edict"
                            : "archived in Edict, live in the source");
        }
        if (!there.name().equals(here.name())) {
            return Optional.of("named “%s” in the source and “%s” in Edict".formatted(there.name(), here.name()));
        }
        if (!there.slug().equals(here.slug())) {
            return Optional.of("its slug is %s in the source and %s in Edict".formatted(there.slug(), here.slug()));
        }
        if (!Objects.equals(there.account(), here.account())) {
            return Optional.of("belongs to %s in the source and to %s in Edict"
                    .formatted(owner(there.account()), owner(here.account())));
        }
        var same = there.dcrEnabled() == here.dcrEnabled()
                && there.operatorCoauthorBadge() == here.operatorCoauthorBadge()
                && there.operatorGoverned() == here.operatorGoverned();
        return same ? Optional.empty() : Optional.of("its settings differ in Edict");
    }

    private static String owner(@Nullable String account) {
        return account == null ? "no account" : "the account " + account;
    }

    private void send(SourceZone zone) {
        var command = new ImportZone(
                zone.id(),
                zone.name(),
                zone.slug(),
                zone.dcrEnabled(),
                zone.operatorCoauthorBadge(),
                zone.operatorGoverned(),
                zone.account(),
                zone.created(),
                zone.isChanged() ? zone.updated() : null,
                zone.archived());
        var answer = commands.send(command, Boolean.class, true);
        if (answer.refusal() != null) {
            findings.skipped(Kind.ZONE, zone.id(), answer.refusal());
            return;
        }
        here.put(zone.id(), zone);
        if (Objects.equals(answer.result(), true)) {
            findings.imported(Kind.ZONE);
        } else {
            findings.skipped(Kind.ZONE, zone.id(), "another change created it during the import");
        }
        if (zone.name().length() > LONGEST_NAME) {
            findings.warned(Kind.ZONE, zone.id(), "name_too_long");
        }
        if (NameText.flaw(zone.name()).isPresent()) {
            findings.warned(Kind.ZONE, zone.id(), "name_not_readable");
        }
    }

    boolean isHere(String zoneId) {
        return here.containsKey(zoneId);
    }

    /** Whether it is archived in the source or in Edict. */
    boolean isArchived(String zoneId) {
        var zone = here.get(zoneId);
        var there = known.get(zoneId);
        return (zone != null && zone.isArchived()) || (there != null && there.archived());
    }

    /** The zone at the beginning of this run; null if it did not exist. */
    @Nullable
    KnownZone before(String zoneId) {
        return known.get(zoneId);
    }

    Collection<KnownZone> before() {
        return known.values();
    }
}
