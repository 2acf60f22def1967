package dev.edict.query.canary;

import dev.edict.query.ContentCorrupted;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads the canaries of zones. */
@Component
public class CanaryReader {

    private static final TypeReference<Map<String, Object>> INPUT = new TypeReference<>() {};

    private final JdbcClient tables;

    public CanaryReader(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    /** The version of a zone's canaries, without reading them; empty for an unknown zone. */
    Optional<Long> version(String zoneId) {
        return tables.sql(
                        """
                        select coalesce(c.canaries_version, 0)
                        from views.registered_zones z left join views.zone_canaries c on c.zone_id = z.id
                        where z.id = :zone and z.archived_at is null
                        """)
                .param("zone", zoneId)
                .query(Long.class)
                .optional();
    }

    /**
     * All canaries of a zone; empty for an unknown zone.
     *
     * @throws ContentCorrupted if an input is not the one that was defined
     */
    public Optional<ZoneCanaries> find(String zoneId) {
        return read(zoneId, null);
    }

    /**
     * The canaries of a zone, reduced to the one of this name; without items if there is none, and empty for an
     * unknown zone.
     *
     * @throws ContentCorrupted if the input is not the one that was defined
     */
    public Optional<ZoneCanaries> find(String zoneId, String name) {
        return read(zoneId, name);
    }

    private Optional<ZoneCanaries> read(String zoneId, @Nullable String name) {
        // One statement, because two could read the canaries of one version under the number of another.
        var rows = tables.sql(
                        """
                        select z.id as zone_id, coalesce(v.canaries_version, 0) as canaries_version, c.name, c.input,
                            c.input_sha256, c.expect, c.expect_reason, c.defined_at, c.defined_by
                        from views.registered_zones z
                            left join views.zone_canaries v on v.zone_id = z.id
                            left join views.canaries c on c.zone_id = z.id and (:name::text is null or c.name = :name)
                        where z.id = :zone and z.archived_at is null
                        order by c.name
                        """)
                .param("zone", zoneId)
                .param("name", name)
                .query(Row.class)
                .list();
        return rows.isEmpty() ? Optional.empty() : Optional.of(canaries(rows));
    }

    private static ZoneCanaries canaries(List<Row> rows) {
        var first = rows.get(0);
        return new ZoneCanaries(
                first.zoneId,
                first.canariesVersion,
                rows.stream().flatMap(Row::canary).toList());
    }

    /** A zone with one of its canaries, or with none. */
    private record Row(
            String zoneId,
            long canariesVersion,
            @Nullable String name,
            @Nullable String input,
            @Nullable String inputSha256,
            @Nullable String expect,
            @Nullable String expectReason,
            @Nullable OffsetDateTime definedAt,
            @Nullable String definedBy) {

        Stream<Canary> canary() {
            if (name == null
                    || input == null
                    || inputSha256 == null
                    || expect == null
                    || definedAt == null
                    || definedBy == null) {
                return Stream.empty();
            }
            ContentCorrupted.checkInput(name, inputSha256, input);
            return Stream.of(new Canary(
                    name,
                    JsonMapper.shared().readValue(input, INPUT),
                    expect,
                    expectReason,
                    definedAt.toInstant(),
                    definedBy));
        }
    }
}
