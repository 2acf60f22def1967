package dev.edict.fleet.roster;

import static dev.edict.command.api.Rejection.Reason.INCARNATION_SUPERSEDED;
import static dev.edict.command.api.Rejection.Reason.REPLICA_ID_IN_USE;
import static dev.edict.command.api.Rejection.Reason.REPLICA_UNKNOWN;
import static dev.edict.command.api.Rejection.Reason.TOO_MANY_REPLICAS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.edict.command.api.Rejection;
import dev.edict.fleet.FleetDatabase;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One process holds an id, for as long as its lease runs. */
@Tag("servers")
class RegisterDecisionPointTest {

    private final FleetDatabase database = FleetDatabase.empty();
    private final Roster roster = new Roster(database.pool(), new ShortTransactions(database.pool()));
    private final RosterReader reader = new RosterReader(database.pool());

    private static final Owner CI = new Owner("admin:ci", null);
    private static final Owner OTHER = new Owner("admin:other", null);

    @Test
    void the_first_process_gets_the_first_incarnation() {
        assertThat(register("gw-1", CI)).isEqualTo(1);
        assertThat(reader.list(null)).singleElement().satisfies(entry -> {
            assertThat(entry.id()).isEqualTo("gw-1");
            assertThat(entry.present()).isTrue();
            assertThat(entry.stalenessBudgetSeconds()).isEqualTo(300);
        });
    }

    @Test
    void an_id_is_refused_while_its_lease_runs_also_to_the_same_token() {
        register("gw-1", CI);
        assertThat(refused("gw-1", CI)).isEqualTo(REPLICA_ID_IN_USE);
        assertThat(refused("gw-1", OTHER)).isEqualTo(REPLICA_ID_IN_USE);
    }

    @Test
    void a_refusal_says_when_to_come_back() {
        register("gw-1", CI);
        var refusal = catchThrowableOfType(Rejection.class, () -> register("gw-1", CI));
        assertThat(refusal.facts().get(Rejection.RETRY_AFTER))
                .isInstanceOfSatisfying(
                        Long.class, seconds -> assertThat(seconds).isBetween(1L, (long) Roster.LEASE_SECONDS));
    }

    @Test
    void the_same_token_gets_the_next_incarnation_after_the_lease() {
        register("gw-1", CI);
        database.passed("gw-1", "16 seconds");
        assertThat(register("gw-1", CI)).isEqualTo(2);
    }

    @Test
    void another_token_gets_the_id_a_day_after_its_lease() {
        register("gw-1", CI);
        database.passed("gw-1", "23 hours 59 minutes");
        assertThat(refused("gw-1", OTHER)).isEqualTo(REPLICA_ID_IN_USE);
        database.passed("gw-1", "2 minutes");
        assertThat(register("gw-1", OTHER)).isEqualTo(2);
    }

    @Test
    void a_goodbye_ends_the_lease_at_once() {
        var incarnation = register("gw-1", CI);
        roster.sayGoodbye("gw-1", incarnation, CI);
        assertThat(reader.list(null)).singleElement().satisfies(entry -> {
            assertThat(entry.present()).isFalse();
            assertThat(entry.endedBy()).isEqualTo("goodbye");
        });
        assertThat(register("gw-1", CI)).isEqualTo(2);
    }

    @Test
    void a_goodbye_of_another_token_or_incarnation_is_refused() {
        var first = register("gw-1", CI);
        assertThat(goodbyeRefused("gw-1", first, OTHER)).isEqualTo(REPLICA_UNKNOWN);
        assertThat(goodbyeRefused("gw-1", first + 1, CI)).isEqualTo(REPLICA_UNKNOWN);
        database.passed("gw-1", "16 seconds");
        register("gw-1", CI);
        assertThat(goodbyeRefused("gw-1", first, CI)).isEqualTo(INCARNATION_SUPERSEDED);
    }

    @Test
    void a_token_has_at_most_200_ids_even_if_it_registers_many_at_once() {
        var left = 10;
        for (int n = left; n < Roster.MOST_IDS_OF_A_TOKEN; n++) {
            register("gw-" + n, CI);
        }
        var threads = Executors.newFixedThreadPool(8);
        try {
            var attempts = new ArrayList<CompletableFuture<Boolean>>();
            for (int n = 0; n < 8 * left; n++) {
                var id = "late-" + n;
                attempts.add(CompletableFuture.supplyAsync(() -> isRegistered(id), threads));
            }
            assertThat(attempts.stream().filter(CompletableFuture::join)).hasSize(left);
        } finally {
            threads.shutdownNow();
        }
        assertThat(refused("one-more", CI)).isEqualTo(TOO_MANY_REPLICAS);
        assertThat(register("of-another", OTHER)).isEqualTo(1);
    }

    @Test
    void an_id_that_is_free_again_does_not_count() {
        for (int n = 0; n < Roster.MOST_IDS_OF_A_TOKEN; n++) {
            register("gw-" + n, CI);
        }
        database.passed("gw-7", "25 hours");
        assertThat(register("one-more", CI)).isEqualTo(1);
    }

    @Test
    void two_processes_that_claim_one_id_at_once_do_not_both_get_it() {
        var threads = Executors.newFixedThreadPool(2);
        try {
            var ofCi = CompletableFuture.supplyAsync(() -> isRegistered("gw-1", CI), threads);
            var ofOther = CompletableFuture.supplyAsync(() -> isRegistered("gw-1", OTHER), threads);
            assertThat(ofCi.join() ^ ofOther.join()).isTrue();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_token_of_a_zone_lists_what_concerns_its_zone() {
        register("everywhere", CI);
        register("in-z1", new Owner("admin:z1", "z1"));
        register("in-z2", new Owner("admin:z2", "z2"));
        assertThat(reader.list("z1")).extracting(RosterEntry::id).containsExactly("in-z1");
        assertThat(reader.list(null)).extracting(RosterEntry::id).containsExactly("everywhere", "in-z1", "in-z2");
    }

    private long register(String id, Owner owner) {
        return roster.register(new RegisterBody(id, 300, "edict-replica/0.1.0", null, null, null), owner);
    }

    private boolean isRegistered(String id) {
        return isRegistered(id, CI);
    }

    private boolean isRegistered(String id, Owner owner) {
        try {
            return register(id, owner) == 1;
        } catch (Rejection refused) {
            return false;
        }
    }

    private Rejection.Reason refused(String id, Owner owner) {
        return catchThrowableOfType(Rejection.class, () -> register(id, owner)).reason();
    }

    private Rejection.Reason goodbyeRefused(String id, long incarnation, Owner owner) {
        return catchThrowableOfType(Rejection.class, () -> roster.sayGoodbye(id, incarnation, owner))
                .reason();
    }
}
