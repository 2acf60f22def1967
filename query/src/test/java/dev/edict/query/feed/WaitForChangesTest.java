package dev.edict.query.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.edict.query.QueryRejection;
import dev.edict.query.Tables;
import dev.edict.query.TablesChanged;
import dev.edict.query.bundle.BundleReader;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.web.context.request.async.DeferredResult;

@Tag("servers")
class WaitForChangesTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(1);

    private final Tables tables = new Tables();
    private final WaitingRequests waiting =
            new WaitingRequests(new ActivationFeedReader(tables.database()), new BundleReader(tables.database()));

    @BeforeEach
    void nobody_waits() {
        tables.activation("z1", 1, "s1", null, 10);
        waiting.start();
    }

    @AfterEach
    void end() {
        waiting.stop();
    }

    @Test
    void a_change_answers_everybody_whom_it_concerns() {
        var all = ask(10, null, LONG);
        var ofZ2 = ask(10, "z2", LONG);
        var ofZ1 = ask(10, "z1", LONG);
        tables.activation("z2", 7, "s1", null, 20);
        waiting.on(new TablesChanged());
        assertThat(zones(answer(all))).containsExactly("z2 7");
        assertThat(zones(answer(ofZ2))).containsExactly("z2 7");
        assertThat(ofZ1.hasResult()).isFalse();
    }

    @Test
    void a_change_before_the_request_began_to_wait_is_told_too() {
        tables.activation("z1", 2, "s1", null, 20);
        assertThat(zones(answer(ask(10, null, LONG)))).containsExactly("z1 2");
    }

    @Test
    void a_change_whose_announcement_was_lost_is_found_within_a_second() {
        var request = ask(10, null, LONG);
        tables.activation("z1", 2, "s1", null, 20);
        assertThat(zones(answer(request))).containsExactly("z1 2");
    }

    @Test
    void who_waits_with_an_old_cursor_is_told_all_pages_one_after_the_other() {
        IntStream.rangeClosed(1, 1_500).forEach(zone -> tables.activation("many-" + zone, 1, "s1", null, 100 + zone));
        var ofTheLast = ask(10, "many-1500", LONG);
        assertThat(zones(answer(ofTheLast))).containsExactly("many-1500 1");
        var first = answer(ask(10, null, LONG));
        assertThat(first.changes()).hasSize(FeedRequest.MAX_ZONES);
        assertThat(first.complete()).isFalse();
    }

    /** The page begins where somebody else waits; that it ends is not that there is nothing more. */
    @Test
    void who_is_told_of_the_end_of_a_page_is_told_that_there_is_more() {
        var changes = List.of(
                new ActivationChange("z1", 2, "v1", "hash", 20), new ActivationChange("z2", 1, "v1", "hash", 30));
        var request = new WaitingRequest(asked(20, LONG), null, "admin:fleet", 20, new DeferredResult<>());
        var page = request.answerWith(changes, false, new ChangedBundles(new BundleReader(tables.database())))
                .orElseThrow();
        assertThat(zones(page)).containsExactly("z2 1");
        assertThat(page.complete()).isFalse();
    }

    @Test
    void who_cannot_be_told_of_a_bundle_now_still_waits_for_it() {
        var asked = new FeedRequest(10, LONG, 10, true);
        var request = new WaitingRequest(asked, null, "admin:fleet", 10, new DeferredResult<>());
        var changes = List.of(new ActivationChange("z1", 2, "v1", "hash", 20));
        tables.change("alter table views.policy_set_versions rename to elsewhere");
        assertThatThrownBy(() ->
                        request.answerWith(changes, true, new ChangedBundles(new BundleReader(tables.database()))))
                .isInstanceOf(DataAccessException.class);
        assertThat(request.isAnswered()).isFalse();
    }

    @Test
    void without_a_change_the_answer_is_empty_and_comes_at_the_deadline() {
        assertThat(answer(ask(10, null, SHORT))).isEqualTo(new FeedPage("10", true, List.of()));
    }

    @Test
    void who_saw_that_a_change_does_not_concern_it_need_not_look_at_it_again() {
        var ofZ1 = ask(10, "z1", Duration.ofSeconds(2));
        tables.activation("z2", 7, "s1", null, 20);
        waiting.on(new TablesChanged());
        assertThat(answer(ofZ1)).isEqualTo(new FeedPage("20", true, List.of()));
    }

    @Test
    void who_has_seen_more_than_a_restored_log_has_is_refused() {
        var request = ask(11, null, LONG);
        await("a reading").atMost(Duration.ofSeconds(5)).until(request::hasResult);
        assertThat(request.getResult())
                .isInstanceOfSatisfying(QueryRejection.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(QueryRejection.Reason.INVALID_CURSOR));
    }

    @Test
    void who_begins_to_wait_while_nobody_can_look_is_told_at_once() {
        tables.change("alter table views.zone_activations rename to elsewhere");
        var request = ask(10, null, LONG);
        await("the failed reading").atMost(Duration.ofSeconds(5)).until(request::hasResult);
        assertThat(request.getResult()).isInstanceOf(DataAccessException.class);
    }

    @Test
    void nobody_is_told_that_nothing_changed_when_nobody_could_look() {
        tables.change("alter table views.zone_activations rename to elsewhere");
        var request = ask(10, null, SHORT);
        await("the deadline").until(request::hasResult);
        assertThat(request.getResult()).isInstanceOf(DataAccessException.class);
    }

    @Test
    void one_caller_cannot_take_the_places_of_all() {
        IntStream.range(0, WaitingRequests.MOST_PER_CALLER).forEach(n -> ask(10, null, LONG));
        assertThatThrownBy(() -> ask(10, null, LONG))
                .isInstanceOfSatisfying(QueryRejection.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(QueryRejection.Reason.TOO_MANY_WAITING_REQUESTS));
        assertThat(waiting.await(asked(10, LONG), null, "admin:another", 10).hasResult())
                .isFalse();
    }

    @Test
    void a_node_that_ends_answers_those_who_wait() {
        var request = ask(10, null, LONG);
        waiting.stop();
        assertThat(answer(request).changes()).isEmpty();
    }

    private DeferredResult<FeedPage> ask(long after, @Nullable String zoneId, Duration wait) {
        return waiting.await(asked(after, wait), zoneId, "admin:fleet", after);
    }

    private static FeedRequest asked(long after, Duration wait) {
        return new FeedRequest(after, wait, FeedRequest.MAX_ZONES, false);
    }

    private static FeedPage answer(DeferredResult<FeedPage> request) {
        await("an answer").atMost(Duration.ofSeconds(5)).until(request::hasResult);
        return (FeedPage) Objects.requireNonNull(request.getResult());
    }

    private static List<String> zones(FeedPage page) {
        return page.changes().stream()
                .map(change -> change.zoneId() + " " + change.activationSeq())
                .toList();
    }
}
