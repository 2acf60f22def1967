package dev.edict.command.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.WriteSide;
import dev.edict.command.api.retention.DecisionRetention;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("servers")
class DecisionRetentionTest {

    private final WriteSide side = new WriteSide();
    private final DecisionRetention retention = side.bean(DecisionRetention.class);

    @AfterEach
    void close() {
        side.close();
    }

    @Test
    void is_the_limit_of_the_operator_before_one_is_chosen() {
        assertThat(retention.days()).isEqualTo(365);
    }

    @Test
    void is_what_was_chosen() {
        choose(30);
        assertThat(retention.days()).isEqualTo(30);
    }

    @Test
    void is_the_limit_if_that_was_lowered_since() {
        choose(400);
        assertThat(retention.days()).isEqualTo(365);
    }

    private void choose(int days) {
        side.sql()
                .sql("insert into command.audit_retention (days, updated_by, updated_at) values (:days, 'x', now())")
                .param("days", days)
                .update();
    }
}
