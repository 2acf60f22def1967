package dev.edict.query.suite;

import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the suites of zones. */
@Component
public class SuiteReader {

    private final JdbcClient tables;

    public SuiteReader(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    /** The version of a zone's suites, without reading them; empty for an unknown zone. */
    Optional<Long> version(String zoneId) {
        return tables.sql(
                        """
                        select coalesce(s.suites_version, 0)
                        from views.registered_zones z left join views.zone_suites s on s.zone_id = z.id
                        where z.id = :zone and z.archived_at is null
                        """)
                .param("zone", zoneId)
                .query(Long.class)
                .optional();
    }

    /** The suites in force in a zone; empty for an unknown zone. */
    public Optional<ZoneSuites> find(String zoneId) {
        // One statement, because two could read the suites of one version under the number of another.
        var rows = tables.sql(
                        """
                        select z.id as zone_id, coalesce(v.suites_version, 0) as suites_version, s.name, s.version,
                            s.description, s.cases, s.content_sha256, s.defined_at, s.defined_by
                        from views.registered_zones z
                            left join views.zone_suites v on v.zone_id = z.id
                            left join views.suite_versions s on s.zone_id = z.id and s.in_force
                        where z.id = :zone and z.archived_at is null
                        order by s.name
                        """)
                .param("zone", zoneId)
                .query(Row.class)
                .list();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new ZoneSuites(
                        rows.get(0).zoneId,
                        rows.get(0).suitesVersion,
                        rows.stream().flatMap(Row::suite).toList()));
    }

    /**
     * A version of a suite with its cases.
     *
     * @param version null for the one in force
     * @throws dev.edict.query.ContentCorrupted if the cases are not those that were defined
     */
    public Optional<Suite> find(String zoneId, String name, @Nullable Long version) {
        return tables.sql(
                        """
                        select s.name, s.version, s.in_force, s.description, s.cases, s.content_sha256, s.defined_at,
                            s.defined_by, s.content, v.suites_version
                        from views.suite_versions s join views.zone_suites v on v.zone_id = s.zone_id
                        where s.zone_id = :zone and s.name = :name
                            and case when :version::bigint is null then s.in_force else s.version = :version end
                        """)
                .param("zone", zoneId)
                .param("name", name)
                .param("version", version)
                .query(SuiteRow.class)
                .optional()
                .map(SuiteRow::verified);
    }

    /** A zone with one of its suites, or with none. */
    private record Row(
            String zoneId,
            long suitesVersion,
            @Nullable String name,
            @Nullable Long version,
            @Nullable String description,
            @Nullable Integer cases,
            @Nullable String contentSha256,
            @Nullable OffsetDateTime definedAt,
            @Nullable String definedBy) {

        Stream<SuiteSummary> suite() {
            if (name == null
                    || version == null
                    || cases == null
                    || contentSha256 == null
                    || definedAt == null
                    || definedBy == null) {
                return Stream.empty();
            }
            return Stream.of(new SuiteSummary(
                    name, version, description, cases, contentSha256, definedAt.toInstant(), definedBy));
        }
    }
}
