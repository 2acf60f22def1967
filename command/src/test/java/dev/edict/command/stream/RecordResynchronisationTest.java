package dev.edict.command.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.WriteSide;
import dev.edict.command.api.stream.InvalidationStreamResynchronised;
import dev.edict.command.api.stream.RecordResynchronisation;
import dev.edict.command.api.stream.ResynchronisationRecorder;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("servers")
class RecordResynchronisationTest {

    private static final String STREAM = "caracal.policy.invalidate";

    @Test
    void records_why_and_how_many_zones_were_published_again() {
        stream()
                .givenNoPriorActivity()
                .when(resynchronisation(1))
                .expectEvents(new InvalidationStreamResynchronised("*", STREAM, 1, List.of("key_missing"), 12));
    }

    @Test
    void records_each_loss_once_whichever_nodes_report_it() {
        stream()
                .given(resynchronised(2))
                .when(resynchronisation(2))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
        stream().given(resynchronised(2)).when(resynchronisation(1)).expectNoEvents();
        stream().given(resynchronised(2)).when(resynchronisation(3)).expectEvents(resynchronised(3));
    }

    @Test
    void the_actor_in_the_log_is_the_system() {
        try (var side = new WriteSide()) {
            var recorder = side.bean(ResynchronisationRecorder.class);

            recorder.record(resynchronisation(1));
            recorder.record(resynchronisation(1));

            assertThat(side.sql()
                            .sql(
                                    """
                            select event_type || ' ' || (metadata::json ->> 'actor') || ' ' || aggregate_id
                            from events.domain_event
                            """)
                            .query(String.class)
                            .list())
                    .containsExactly("invalidation_stream.resynchronised system invalidation-stream/" + STREAM);
        }
    }

    private static FixtureConfiguration<InvalidationStream> stream() {
        return new AggregateTestFixture<>(InvalidationStream.class);
    }

    private static RecordResynchronisation resynchronisation(long incarnation) {
        return new RecordResynchronisation(STREAM, incarnation, List.of("key_missing"), 12);
    }

    private static InvalidationStreamResynchronised resynchronised(long incarnation) {
        return new InvalidationStreamResynchronised("*", STREAM, incarnation, List.of("key_missing"), 12);
    }
}
