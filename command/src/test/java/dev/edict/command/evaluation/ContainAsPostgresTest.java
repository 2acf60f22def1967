package dev.edict.command.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.WriteSide;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rules of containment are those of PostgreSQL, so it is asked the same rows. */
@Tag("servers")
class ContainAsPostgresTest {

    @Test
    void postgres_agrees_with_every_row_of_the_rules() {
        try (var writeSide = new WriteSide()) {
            assertThat(ContainDiagnosticsTest.ROWS.lines().map(row -> row.split(" \\| ", -1)))
                    .hasSizeGreaterThan(10)
                    .allSatisfy(row -> assertThat(writeSide
                                    .sql()
                                    .sql("select ?::jsonb @> ?::jsonb")
                                    .params(row[0], row[1])
                                    .query(Boolean.class)
                                    .single())
                            .as("%s @> %s", row[0], row[1])
                            .isEqualTo(Boolean.valueOf(row[2])));
        }
    }
}
