package dev.edict.app.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.Edict;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each route that changes something takes an {@code Idempotency-Key}; one without a request in {@link Changes} fails. */
@Tag("servers")
class RepeatEveryChangeTest {

    private static final Edict EDICT = Edict.shared();
    private static final Changes CHANGES = new Changes(EDICT);

    static Stream<String> routes() {
        return Changes.changing();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void a_change_that_is_sent_again_has_one_effect_and_one_answer(String route) {
        var change = CHANGES.of(route);
        var key = Map.of("idempotency-key", UUID.randomUUID().toString());
        var first = change.send(EDICT.api(), key).expect(change.status());
        var events = events();
        var again = change.send(EDICT.api(), key).expect(change.status());

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("content-type"))
                .isEqualTo(first.headers().firstValue("content-type"));
        assertThat(again.headers().firstValue("idempotent-replayed")).hasValue("true");
        assertThat(first.headers().firstValue("idempotent-replayed")).isEmpty();
        assertThat(events()).as("events of the repetition").isEqualTo(events);
    }

    private static long events() {
        return EDICT.sql()
                .sql("select coalesce(max(global_index), 0) from events.domain_event")
                .query(Long.class)
                .single();
    }
}
