package dev.edict.command.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.WriteSide;
import dev.edict.command.api.partition.DecisionPartitionRecords;
import dev.edict.command.api.partition.DecisionPartitionSealed;
import dev.edict.command.api.partition.SealDecisionPartition;
import java.time.Instant;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the decisions of a zone in a month were stands in the log once. */
class SealDecisionPartitionTest {

    private static final Instant FIRST = Instant.parse("2026-05-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2026-05-31T23:59:59.999999Z");

    private static final SealDecisionPartition SEAL = seal("z1", "2026-05", 10);
    private static final DecisionPartitionSealed SEALED =
            new DecisionPartitionSealed("z1", "2026-05", 10, 7, 2, 1, FIRST, LAST, "digest");

    @Test
    void the_first_node_that_seals_a_month_of_a_zone_records_it() {
        partition().givenNoPriorActivity().when(SEAL).expectEvents(SEALED);
    }

    @Test
    void a_second_record_changes_nothing_even_if_it_counts_otherwise() {
        partition()
                .given(SEALED)
                .when(seal("z1", "2026-05", 11))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void its_stream_has_an_id_that_no_zone_has() {
        assertThat(DecisionPartitionRecords.idOf("z1", "2026-05"))
                .isEqualTo("decision-partition/z1/2026-05")
                .doesNotMatch("[A-Za-z0-9_.\\-:]{1,128}");
    }

    @Test
    @Tag("servers")
    void tells_which_zones_of_a_month_are_sealed_and_what_they_had() {
        try (var side = new WriteSide()) {
            var records = side.bean(DecisionPartitionRecords.class);
            assertThat(records.sealedZones("2026-05")).isEmpty();
            assertThat(records.record(SEAL)).isTrue();
            assertThat(records.record(SEAL)).isTrue();
            assertThat(records.record(seal("z2", "2026-05", 3))).isTrue();
            assertThat(records.record(seal("z3", "2026-06", 3))).isTrue();
            assertThat(records.sealedZones("2026-05")).containsExactlyInAnyOrder("z1", "z2");
            assertThat(side.sql()
                            .sql(
                                    """
                            select concat_ws(' ', decisions, allowed, denied, others, first_at at time zone 'UTC',
                                last_at at time zone 'UTC', digest)
                            from command.sealed_decisions where zone_id = 'z1'
                            """)
                            .query(String.class)
                            .list())
                    .containsExactly("10 7 2 1 2026-05-01 00:00:00 2026-05-31 23:59:59.999999 digest");
            assertThat(side.sql()
                            .sql(
                                    """
                            select event_type || ' ' || (metadata::json ->> 'actor') || ' ' || aggregate_id
                            from events.domain_event where aggregate_id like '%/z1/%'
                            """)
                            .query(String.class)
                            .list())
                    .containsExactly("decision_partition.sealed system decision-partition/z1/2026-05");
        }
    }

    private static SealDecisionPartition seal(String zoneId, String month, long decisions) {
        return new SealDecisionPartition(zoneId, month, decisions, 7, 2, 1, FIRST, LAST, "digest");
    }

    private static FixtureConfiguration<DecisionPartition> partition() {
        return new AggregateTestFixture<>(DecisionPartition.class);
    }
}
