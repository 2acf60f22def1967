package dev.edict.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.QueryRejection;
import dev.edict.query.Slice;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers to canaries are decisions that a search finds only if it asks for them. */
@Tag("servers")
class FindCanariesTest {

    private static final String AUDIT = "/v1/zones/z1/audit";

    private final AuditTables audit = new AuditTables();
    private final Slice slice = new Slice(new AuditController(new AuditReader(audit.database())));

    @BeforeEach
    void decisionsAndCanaries() {
        audit.event("e1");
        audit.canary("c1");
        audit.canary("c2", "decision = 'deny'", "reason = 'no_grant'", "decision_point = 'gw-2'");
        audit.canary("c3", "request_id = 'canary-8'", "policy_set_version_id = 'v8'");
    }

    @ParameterizedTest
    @CsvSource({
        "'', e1",
        "decision=allow, e1",
        "event_type=canary, c3 c2 c1",
        "event_type=canary&order=arrival, c1 c2 c3",
        "event_type=canary&request_id=canary-8, c3",
        "event_type=canary&decision=deny, c2",
        "event_type=canary&reason=no_grant, c2",
        "event_type=canary&policy_set_version_id=v8, c3",
        "event_type=canary&decision_point=gw-2, c2"
    })
    void other_searches_leave_them_out(String query, String ids) {
        var found = slice.get(AUDIT + "?" + query).path("items");
        assertThat(found.valueStream().map(item -> item.path("id").asString()).toList())
                .isEqualTo(List.of(ids.split(" ", -1)));
    }

    @Test
    void an_answer_tells_which_canary_it_was_and_what_came_of_it() {
        var answer = slice.get(AUDIT + "?event_type=canary&request_id=canary-8").at("/items/0");
        assertThat(answer.path("decision_point").asString()).isEqualTo("gw-1");
        assertThat(answer.at("/metadata_json/canary").asString()).isEqualTo("pay");
        assertThat(answer.at("/metadata_json/outcome").asString()).isEqualTo("passed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event_type=canary,token_exchange",
                "event_type=canary&resource=r",
                "event_type=canary&label=l",
                "event_type=canary&application_id=a"
            })
    void what_they_do_not_tell_is_refused_by_name(String query) {
        var refused = slice.refused(AUDIT + "?" + query);
        assertThat(refused.reason()).isEqualTo(QueryRejection.Reason.INVALID_QUERY);
        assertThat(refused).hasMessageContaining("canary");
    }
}
