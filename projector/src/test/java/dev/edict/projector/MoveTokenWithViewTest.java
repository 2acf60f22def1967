package dev.edict.projector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.command.commandbus.CommandBusModule;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** A row of the timeline and the token that counts it are written in one transaction. */
@Tag("servers")
class MoveTokenWithViewTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Views views = new Views();
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    @BeforeEach
    void the_running_processor() {
        context.registerBean("writePool", DataSource.class, views::database);
        context.registerBean("backgroundPool", DataSource.class, views::database);
        context.register(CommandBusModule.class, ProjectorModule.class);
        context.refresh();
        context.getBeansOfType(SmartLifecycle.class).values().forEach(SmartLifecycle::start);
    }

    @AfterEach
    void stop() {
        context.close();
    }

    @Test
    void rolls_back_the_timeline_row_if_the_token_update_fails_and_writes_it_again_later() {
        byHand(
                """
                create sequence public.attempts;
                create function public.count_attempt() returns trigger language plpgsql as $$
                begin
                    perform nextval('public.attempts');
                    return new;
                end $$;
                create trigger count_attempt after insert on views.timeline
                    for each row execute function public.count_attempt();
                create function public.refuse() returns trigger language plpgsql as $$
                begin
                    raise exception 'not now' using errcode = 'query_canceled';
                end $$;
                create trigger refuse before update on projection.token
                    for each row when (new.token is distinct from old.token) execute function public.refuse()
                """);
        byHand(
                """
                insert into events.domain_event (event_id, aggregate_type, aggregate_id, sequence_number,
                    event_type, revision, payload, metadata, occurred_at)
                values ('event-1', 'Zone', 'z1', 0, 'zone.registered', '1',
                    '{"zoneId":"z1","name":"Payments","slug":"pay","dcrEnabled":false}',
                    '{"actor":"admin:test","requestId":"request-1"}', '2026-01-01T00:00:00.123456Z')
                """);
        await("the event to have been told, in vain, and again").atMost(SOON).until(() -> views.rows(
                        "select last_value > 1 from public.attempts")
                .equals(List.of("t")));
        assertThat(views.rows("select * from timeline")).isEmpty();

        byHand("drop trigger refuse on projection.token");
        await("the event to be told").atMost(SOON).until(() -> views.rows("select sequence from timeline")
                .equals(List.of("1")));
        assertThat(views.rows("select * from projection.dead_letter")).isEmpty();
    }

    private void byHand(String statements) {
        new JdbcTemplate(views.database()).execute(statements);
    }
}
