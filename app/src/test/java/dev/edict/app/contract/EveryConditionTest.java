package dev.edict.app.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.Edict;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No change ignores {@code If-Match}: without the named state, or without any, nothing changes. */
@Tag("servers")
class EveryConditionTest {

    private static final Edict EDICT = Edict.shared();
    private static final Changes CHANGES = new Changes(EDICT);

    static Stream<String> routes() {
        return Changes.routes();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void a_request_with_an_unknown_etag_changes_nothing(String route) {
        var change = CHANGES.of(route);
        var events = events();
        for (var tag : new String[] {"\"nothing\"", "W/\"a0\"", "\"1\", \"2\""}) {
            change.send(EDICT.api(), Map.of("if-match", tag)).refused(412, "precondition_failed");
        }
        change.send(EDICT.api(), Map.of("if-match", "")).refused(400, "invalid_if_match");
        assertThat(events()).isEqualTo(events);
    }

    @Test
    void validating_has_no_state_either() {
        EDICT.api()
                .send("POST", "/v1/policies/validate", "{}", Map.of("if-match", "\"v1\""))
                .refused(412, "precondition_failed");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void a_request_with_a_star_changes_any_state(String route) {
        var change = CHANGES.of(route);
        change.send(EDICT.api(), Map.of("if-match", "*")).expect(change.status());
    }

    private static long events() {
        return EDICT.sql()
                .sql("select coalesce(max(global_index), 0) from events.domain_event")
                .query(Long.class)
                .single();
    }
}
