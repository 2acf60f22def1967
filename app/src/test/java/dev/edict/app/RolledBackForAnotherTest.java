package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PostgreSQL rolls a transaction back because of a conflict: a limited number of retries follows. */
@Tag("servers")
class RolledBackForAnotherTest {

    private final Edict edict = Edict.shared();

    @AfterEach
    void mend() {
        edict.owner()
                .sql(
                        """
                drop trigger if exists rolled_back on command.activation;
                drop function if exists public.roll_back();
                drop sequence if exists public.tries
                """)
                .update();
    }

    @ParameterizedTest
    @ValueSource(strings = {"40P01", "40001"})
    void a_command_is_tried_three_times_more_and_takes_effect_once(String state) {
        var zone = edict.api().governed(1);
        rollBackTheFirst(3, state);

        edict.api()
                .activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(0))
                .expect(202);

        assertThat(activations(zone.zoneId())).isOne();
        assertThat(tries()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40P01", "40001"})
    void after_the_last_retry_the_client_gets_busy_and_the_command_has_no_effect(String state) {
        var zone = edict.api().governed(1);
        rollBackTheFirst(1_000, state);

        var answer = edict.api()
                .activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(0))
                .refused(503, "busy");

        assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
        assertThat(activations(zone.zoneId())).isZero();
        assertThat(tries()).isEqualTo(4);
    }

    private void rollBackTheFirst(int tries, String state) {
        edict.owner()
                .sql(
                        """
                create sequence public.tries;
                create function public.roll_back() returns trigger language plpgsql as $$
                begin
                    if nextval('public.tries') <= %d then
                        raise exception 'chosen as the victim' using errcode = '%s';
                    end if;
                    return new;
                end $$;
                create trigger rolled_back before insert on command.activation
                    for each row execute function public.roll_back()
                """
                                .formatted(tries, state))
                .update();
    }

    private long tries() {
        return edict.owner()
                .sql("select last_value from public.tries")
                .query(Long.class)
                .single();
    }

    private long activations(String zoneId) {
        return edict.sql()
                .sql("select count(*) from events.domain_event where aggregate_id = ? and event_type like '%activated'")
                .param(zoneId)
                .query(Long.class)
                .single();
    }
}
