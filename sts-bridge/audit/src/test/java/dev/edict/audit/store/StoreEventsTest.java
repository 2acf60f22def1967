package dev.edict.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.edict.audit.AuditDatabase;
import dev.edict.audit.Events;
import dev.edict.audit.event.DeadLetterReason;
import dev.edict.audit.event.ReportedDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

class StoreEventsTest {

    private final AuditDatabase database = AuditDatabase.empty();
    private final EventStore store = Stores.events(database.pool());

    @Test
    void an_event_is_stored_with_the_hashes_of_what_came_and_of_what_is_stored() {
        var event = Events.read(Events.denial());

        assertThat(store.store(List.of(event))).isEqualTo(new Stored(1, 0, List.of()));

        var row = database.sql()
                .sql("select *, encode(received_sha256, 'hex') as received from bridge.audit_events")
                .query()
                .singleRow();
        assertThat(row)
                .containsEntry("id", event.id())
                .containsEntry("zone_id", "z1")
                .containsEntry("decision", "deny")
                .containsEntry("reason", "role_scope_mismatch")
                .containsEntry("source", "stream")
                .containsEntry("content_sha256", event.contentSha256());
        assertThat(row.get("received")).asString().hasSize(64);
        assertThat(hashOfPostgres()).isEqualTo(event.contentSha256());
    }

    /** The contract's algorithm, computed by the database from what it stores. */
    private String hashOfPostgres() {
        return database.sql()
                .sql(
                        """
                        select encode(sha256(convert_to(concat(id, u, zone_id, u, event_type, u, request_id, u, decision, u,
                            policy_set_id, u, policy_set_version_id, u, manifest_sha, u, evaluation_status, u,
                            coalesce(determining_policies_json::text, 'null'), u, coalesce(diagnostics_json::text, 'null'), u,
                            coalesce(metadata_json::text, 'null'), u, (extract(epoch from occurred_at) * 1000000)::bigint, '000'),
                            'UTF8')), 'hex')
                        from bridge.audit_events, (values (E'\\x1f')) as unit (u)
                        """)
                .query(String.class)
                .single();
    }

    @Test
    void an_event_that_comes_again_is_stored_once() {
        var event = Events.read(Events.denial());
        store.store(List.of(event));

        assertThat(store.store(List.of(event, Events.read(Events.denial()), event)))
                .isEqualTo(new Stored(1, 2, List.of()));
        assertThat(database.count("bridge.audit_events")).isEqualTo(2);
    }

    @Test
    void an_id_that_comes_with_other_content_is_tampering_in_any_month() {
        var first = Events.denial();
        store.store(List.of(Events.read(first)));
        var allowed = new LinkedHashMap<>(first);
        allowed.put("decision", "allow");
        var earlier = new LinkedHashMap<>(first);
        earlier.put("occurred_at", Instant.now().minus(Duration.ofDays(40)).toString());

        var stored = store.store(List.of(Events.read(allowed), Events.read(earlier)));

        assertThat(stored.refused())
                .extracting(Refused::position, Refused::reason)
                .containsExactly(
                        tuple(0, DeadLetterReason.TAMPER_ON_REPLAY), tuple(1, DeadLetterReason.TAMPER_ON_REPLAY));
        assertThat(decisions()).containsExactly("deny");
    }

    @Test
    void what_cannot_be_stored_is_refused_and_the_rest_of_the_batch_stored() {
        var batch = List.of(
                Events.read(Events.denial()),
                Events.read(Events.denial("zone_id", "other")),
                Events.read(Events.denial(
                        "occurred_at", Instant.now().plus(Duration.ofMinutes(6)).toString())),
                withMetadata("{\"n\": 1e200000}"),
                Events.read(Events.denial()));

        var stored = store.store(batch);

        assertThat(stored.added()).isEqualTo(2);
        assertThat(stored.refused())
                .extracting(Refused::position, refused -> refused.reason().code())
                .containsExactlyInAnyOrder(
                        tuple(1, "unknown_zone"), tuple(2, "occurred_at_out_of_range"), tuple(3, "pg_permanent_error"));
    }

    /** What passes the reader and not PostgreSQL. */
    private static ReportedDecision withMetadata(String json) {
        var event = Events.read(Events.denial());
        return new ReportedDecision(
                event.id(),
                event.zoneId(),
                event.eventType(),
                event.requestId(),
                event.decision(),
                event.policySetId(),
                event.policySetVersionId(),
                event.manifestSha(),
                event.evaluationStatus(),
                event.determiningPolicies(),
                event.diagnostics(),
                json,
                event.occurredAt(),
                event.reason(),
                event.decisionPoint(),
                event.source(),
                event.receivedSha256());
    }

    @Test
    void nothing_enters_a_time_that_is_closed_and_late_events_enter_any_other() {
        database.sql()
                .sql("update bridge.audit_arrival set closed_before = '2026-01-01Z'")
                .update();

        var stored = store.store(List.of(at("2025-12-31T23:59:59.999999Z"), at("2026-01-01T00:00:00Z")));

        assertThat(stored.added()).isEqualTo(1);
        assertThat(stored.refused()).singleElement().matches(refused -> refused.position() == 0);
    }

    @Test
    void the_first_events_of_a_month_are_stored_although_one_of_them_cannot_be() {
        var stored = store.store(
                List.of(at("2019-05-01T00:00:00Z"), withMetadata("{\"n\": 1e200000}"), at("2019-05-31T23:59:59Z")));

        assertThat(stored.added()).isEqualTo(2);
        assertThat(stored.refused()).extracting(Refused::position).containsExactly(1);
    }

    @Test
    void an_event_of_a_month_that_an_operator_detached_is_refused_and_holds_up_nothing() {
        store.store(List.of(at("2019-06-15T00:00:00Z")));
        database.sql()
                .sql("alter table bridge.audit_events detach partition bridge.audit_events_y2019m06")
                .update();
        try {
            // What this node knows of the table is from before.
            assertThatThrownBy(() -> store.store(List.of(at("2019-06-16T00:00:00Z"))))
                    .isInstanceOf(DataAccessException.class);

            var stored = store.store(List.of(at("2019-06-16T00:00:00Z"), Events.read(Events.denial())));

            assertThat(stored.added()).isEqualTo(1);
            assertThat(stored.refused())
                    .extracting(Refused::position, Refused::reason)
                    .containsExactly(tuple(0, DeadLetterReason.OCCURRED_AT_OUT_OF_RANGE));
        } finally {
            database.sql().sql("drop table bridge.audit_events_y2019m06").update();
        }
    }

    private static ReportedDecision at(String time) {
        return Events.read(Events.denial("occurred_at", time));
    }

    @Test
    void events_of_many_threads_become_visible_in_the_order_of_their_numbers() throws Exception {
        var threads = Executors.newFixedThreadPool(3);
        try {
            var writing = new ArrayList<Future<?>>();
            for (var thread = 0; thread < 3; thread++) {
                writing.add(threads.submit(() -> {
                    for (var i = 0; i < 40; i++) {
                        store.store(IntStream.range(0, 5)
                                .mapToObj(n -> Events.read(Events.denial()))
                                .toList());
                    }
                }));
            }
            assertThat(follow(writing)).isEqualTo(600);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Reads on from the last number until the writers are done; returns how many it saw. */
    private int follow(List<Future<?>> writing) throws ExecutionException, InterruptedException {
        var seen = 0;
        var last = 0L;
        while (true) {
            var done = writing.stream().allMatch(Future::isDone);
            var page = database.sql()
                    .sql("select seq from bridge.audit_events where seq > ? order by seq")
                    .param(last)
                    .query(Long.class)
                    .list();
            seen += page.size();
            last = page.isEmpty() ? last : page.get(page.size() - 1);
            if (done) {
                for (var one : writing) {
                    one.get();
                }
                return seen;
            }
        }
    }

    @Test
    void nodes_that_store_the_same_events_in_another_order_do_not_wait_for_each_other() throws Exception {
        var threads = Executors.newFixedThreadPool(2);
        try {
            for (var round = 0; round < 20; round++) {
                var batch = IntStream.range(0, 500)
                        .mapToObj(n -> Events.read(Events.denial()))
                        .toList();
                var reversed = new ArrayList<>(batch);
                Collections.reverse(reversed);
                var both =
                        List.of(threads.submit(() -> store.store(batch)), threads.submit(() -> store.store(reversed)));
                assertThat(both.get(0).get().added() + both.get(1).get().added())
                        .isEqualTo(500);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void the_id_of_an_event_that_came_too_late_is_free_again() {
        var event = Events.denial("occurred_at", "2025-12-31T23:59:59Z");
        database.sql()
                .sql("update bridge.audit_arrival set closed_before = '2026-01-01Z'")
                .update();
        assertThat(store.store(List.of(Events.read(event), Events.read(Events.denial())))
                        .added())
                .isEqualTo(1);
        database.sql()
                .sql("update bridge.audit_arrival set closed_before = '-infinity'")
                .update();
        assertThat(store.store(List.of(Events.read(event))).added()).isEqualTo(1);
    }

    @Test
    void tabs_line_breaks_and_backslashes_are_stored_as_they_are() {
        store.store(List.of(
                Events.read(Events.denial("request_id", "a\tb\\n\r\nc\\.", "metadata_json", Map.of("m\t", "\\N\n")))));

        var row = database.sql()
                .sql("select request_id, metadata_json ->> E'm\\t' as m from bridge.audit_events")
                .query()
                .singleRow();
        assertThat(row).containsEntry("request_id", "a\tb\\n\r\nc\\.").containsEntry("m", "\\N\n");
    }

    private List<String> decisions() {
        return database.sql()
                .sql("select decision from bridge.audit_events")
                .query(String.class)
                .list();
    }
}
