package dev.edict.command.commandbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.WriteSide;
import dev.edict.command.api.Attribution;
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
    void rejects_a_change_without_an_audit_record() {
        assertThatThrownBy(() -> side.bean(CommandSender.class).send(new RegisterZone("z1", "Payments", null, false)))
                .hasMessage("the request has no audit record");

        assertThat(side.sql()
                        .sql("select count(*) from events.domain_event")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void a_background_command_has_the_actor_system_and_no_api_audit() {
        var answer = side.bean(CommandSender.class)
                .send(
                        RequestContext.background(Attribution.SYSTEM, "run-1"),
                        new RegisterZone("z1", "Payments", null, false),
                        result -> "registered");

        assertThat(answer).isEqualTo("registered");
        assertThat(side.sql()
                        .sql(
                                """
                        select metadata::json ->> 'actor' || ' ' || (metadata::json ->> 'requestId')
                        from events.domain_event
                        """)
                        .query(String.class)
                        .list())
                .containsExactly("system run-1");
        assertThat(side.sql()
                        .sql("select count(*) from command.admin_audit")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
