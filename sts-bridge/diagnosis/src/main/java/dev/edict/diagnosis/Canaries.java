package dev.edict.diagnosis;

import dev.edict.decision.input.PartialInput;
import dev.edict.decision.input.PolicyInput;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Finds the canary of a zone that a live request is compared with. */
@Component
class Canaries {

    private static final int MOST = 500;
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient tables;

    Canaries(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    /** A canary's input. */
    record Canary(String name, PolicyInput input) {}

    private record Row(String name, String input) {

        Canary canary() {
            return new Canary(name, PolicyInput.from(JSON.readValue(input, OBJECT)));
        }
    }

    Optional<Canary> find(String zoneId, String name) {
        return tables.sql("select name, input from views.canaries where zone_id = :zone and name = :name")
                .param("zone", zoneId)
                .param("name", name)
                .query(Row.class)
                .optional()
                .map(Row::canary);
    }

    /** The one that differs in the fewest members from an input; of several the first by name. */
    Optional<Canary> nearest(String zoneId, PartialInput live) {
        return all(zoneId).stream().min(Comparator.comparingLong(canary -> differences(canary, live)));
    }

    private List<Canary> all(String zoneId) {
        return tables
                .sql("select name, input from views.canaries where zone_id = :zone order by name limit :most")
                .param("zone", zoneId)
                .param("most", MOST)
                .query(Row.class)
                .list()
                .stream()
                .map(Row::canary)
                .toList();
    }

    private static long differences(Canary canary, PartialInput live) {
        return new InputMembers(canary.input(), live)
                .compared().stream().filter(Comparison.Compared::isDifferent).count();
    }
}
