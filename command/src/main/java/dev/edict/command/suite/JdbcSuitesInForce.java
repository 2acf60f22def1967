package dev.edict.command.suite;

import static dev.edict.command.api.Rejection.Reason.SUITE_NOT_FOUND;

import dev.edict.command.content.ContentCorrupted;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads {@code command.zone_suites}, {@code command.suite} and the cases. Cases are read for questions too, so they take
 * no connection that commands need.
 */
@Component
class JdbcSuitesInForce implements SuitesInForce {

    private final JdbcClient lookups;
    private final JdbcClient tables;

    JdbcSuitesInForce(@Qualifier("writePool") DataSource writePool, @Qualifier("queryPool") DataSource queryPool) {
        this.lookups = JdbcClient.create(writePool);
        this.tables = JdbcClient.create(queryPool);
    }

    @Override
    public long version(String zoneId) {
        return lookups.sql(
                        """
                select coalesce((select suites_version from command.zone_suites where zone_id = :zone), 0)
                """)
                .param("zone", zoneId)
                .query(Long.class)
                .single();
    }

    @Override
    public ZoneSuites all(String zoneId) {
        return read(zoneId, null);
    }

    @Override
    public ZoneSuites named(String zoneId, List<String> names) {
        var found = read(zoneId, names);
        var missing = new LinkedHashSet<>(names);
        missing.removeAll(found.suites().stream().map(Suite::name).collect(Collectors.toSet()));
        if (!missing.isEmpty()) {
            throw SUITE_NOT_FOUND.because("the zone has no suite %s", String.join(", ", missing));
        }
        return found;
    }

    /** One statement, because two could read the suites of one version under the number of another. */
    private ZoneSuites read(String zoneId, @Nullable List<String> names) {
        var rows = tables.sql(
                        """
                select z.suites_version, s.name, coalesce(s.suite_version, 0) as version, s.content_sha256, t.content
                from command.zone_suites z
                left join command.suite s
                    on s.zone_id = z.zone_id and s.in_force and (:every or s.name = any (:names::text[]))
                left join events.content t on t.sha256 = s.content_sha256
                where z.zone_id = :zone
                order by s.name
                """)
                .param("zone", zoneId)
                .param("every", names == null)
                .param(
                        "names",
                        names == null ? new String[0] : Set.copyOf(names).toArray(new String[0]))
                .query(Row.class)
                .list();
        return new ZoneSuites(
                rows.isEmpty() ? 0 : rows.get(0).suitesVersion(),
                rows.stream().flatMap(Row::suite).toList());
    }

    /** A suite, or the zone alone if it has none of those that were asked for. */
    private record Row(
            long suitesVersion,
            @Nullable String name,
            long version,
            @Nullable String contentSha256,
            @Nullable String content) {

        Stream<Suite> suite() {
            if (name == null) {
                return Stream.empty();
            }
            var sha256 = Objects.requireNonNull(contentSha256);
            var text = ContentCorrupted.verifiedSuite(name, sha256, content);
            return Stream.of(new Suite(name, version, sha256, SuiteText.read(text)));
        }
    }
}
