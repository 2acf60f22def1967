package dev.edict.command.commandbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.WriteSide;
import dev.edict.command.api.zone.RegisterZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A request's command, on the way to its handler. */
@Tag("servers")
class SendCommandTest {

    private final WriteSide side = new WriteSide();

    @AfterEach
    void close() {
        side.close();
    }

    @Test
    void a_change_that_nobody_would_be_recorded_for_is_not_made() {
        assertThatThrownBy(() -> side.bean(CommandSender.class).send(new RegisterZone("z1", "Payments", null, false)))
                .hasMessage("a change that would leave no record of who made it");

        assertThat(side.sql()
                        .sql("select count(*) from events.domain_event")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
