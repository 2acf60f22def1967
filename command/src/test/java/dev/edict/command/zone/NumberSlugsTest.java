package dev.edict.command.zone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.SeenStatements;
import dev.edict.command.WriteSide;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The slug number of a further zone with the same name, on a real PostgreSQL. */
@Tag("servers")
class NumberSlugsTest {

    private static WriteSide writeSide;

    @BeforeAll
    static void start() {
        writeSide = new WriteSide();
    }

    @AfterAll
    static void stop() {
        writeSide.close();
    }

    @BeforeEach
    void no_zones() {
        writeSide.sql().sql("delete from command.zone").update();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 1_000, 10_000})
    void the_number_follows_the_last_one_and_needs_one_query(int zones) {
        register("generate_series(2, %d)".formatted(zones));
        var statements = new SeenStatements(writeSide.database());
        assertThat(new JdbcZones(statements).next("test")).isEqualTo(zones + 1);
        assertThat(statements.drain()).hasSize(1);
    }

    @Test
    void with_gaps_the_number_is_free_and_follows_a_taken_one() {
        register("unnest(array[2, 3, 4, 6, 8, 9, 11, 40])");
        var number = new JdbcZones(writeSide.database()).next("test");
        assertThat(number).isIn(5L, 7L, 10L, 12L);
    }

    @Test
    void numbers_of_other_names_do_not_count() {
        register("generate_series(2, 5)");
        assertThat(new JdbcZones(writeSide.database()).next("tes")).isEqualTo(2);
    }

    private static void register(String numbers) {
        writeSide
                .sql()
                .sql(
                        """
                        insert into command.zone (zone_id, slug, name, dcr_enabled, created_by, created_at, updated_at)
                        select 'z' || n, 'test-' || n, 'Test', false, 'a', now(), now() from %s n
                        """
                                .formatted(numbers))
                .update();
    }
}
