package dev.edict.cli.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.cli.EdictStub;
import dev.edict.cli.EdictStub.Answer;
import dev.edict.cli.Ran;
import dev.edict.cli.api.TestClient;
import dev.edict.cli.io.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code edict timeline} against a timeline that grows, fails and goes away. */
class FollowTimelineTest {

    private final TimelineStub timeline = new TimelineStub();
    private final List<Integer> shown = new CopyOnWriteArrayList<>();
    private final StringWriter err = new StringWriter();
    private EdictStub stub = timeline.in(ZoneRun.stub());

    @TempDir
    private Path folder;

    private Thread following = new Thread(() -> {});

    @AfterEach
    void stop() throws InterruptedException {
        following.interrupt();
        following.join(Duration.ofSeconds(10).toMillis());
        stub.close();
    }

    @Test
    void the_newest_entries_are_shown_the_oldest_first() throws IOException {
        timeline.grow(30);
        var ran = timeline("--limit", "3", "--utc");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(ran.out())
                .isEqualToNormalizingNewlines(
                        """
                        2026-12-01 10:00:00Z  admin:ci  entry 28
                        2026-12-01 10:00:00Z  admin:ci  entry 29
                        2026-12-01 10:00:00Z  admin:ci  entry 30
                        """);
    }

    @Test
    void more_than_a_page_is_shown_without_a_gap() throws IOException {
        timeline.grow(1300);
        assertThat(timeline("--limit", "1200", "--format", "json").out().lines())
                .hasSize(1200)
                .first()
                .asString()
                .contains("\"sequence\":101");
    }

    @Test
    void a_person_and_a_reason_are_shown_on_one_line() throws IOException {
        stub.answering(
                TimelineStub.PATH,
                request -> Answer.ok(
                        """
                        {"items": [{"sequence": 1, "occurred_at": "2026-12-01T10:00:00Z", "actor": "admin:console",
                                    "on_behalf_of": "alice\\u202e", "summary": "rolled back\\n", "reason": "incident\\u001b[2J"}],
                         "next_cursor": null}
                        """));
        assertThat(timeline("--utc").out())
                .isEqualToIgnoringNewLines(
                        "2026-12-01 10:00:00Z  admin:console for alice?  rolled back? (incident?[2J)");
    }

    @Test
    void a_timeline_without_entries_is_empty() throws IOException {
        assertThat(timeline().out()).isEmpty();
    }

    @Test
    void a_limit_has_bounds() throws IOException {
        assertThat(timeline("--limit", "10001").exitCode()).isEqualTo(ExitCode.NOT_UNDERSTOOD);
        assertThat(timeline("--limit", "-1").err()).contains("--limit must be 0 to 10000");
    }

    @Test
    void no_entry_is_lost_or_doubled_however_many_answers_fail() {
        timeline.grow(7);
        follow(5);
        timeline.fail(0.4);
        var newest = 7;
        for (var burst : new int[] {1, 10, 9, 11, 499, 500, 501, 1200, 1}) {
            timeline.grow(burst);
            newest += burst;
            awaitEntries(newest);
            // and some that come while it looks
            timeline.grow(2);
            newest += 2;
        }
        awaitEntries(newest);
        assertThat(shown).isEqualTo(IntStream.rangeClosed(3, newest).boxed().toList());
    }

    @Test
    void an_edict_that_comes_back_is_followed_on() {
        timeline.grow(1);
        follow(1);
        stub.close();
        await("the outage is seen").until(() -> err.toString().contains("trying again"));
        timeline.grow(3);
        stub = timeline.in(EdictStub.startedAt(stub.address()));
        awaitEntries(4);
        assertThat(shown).containsExactly(1, 2, 3, 4);
        await("the end of the outage is said").until(() -> err.toString().contains("Edict answers again"));
        assertThat(err.toString().lines()).as("each once").hasSize(2);
    }

    @Test
    void only_new_entries_are_followed_if_no_others_are_wanted() {
        timeline.grow(5);
        follow(0);
        timeline.grow(1);
        awaitEntries(6);
        assertThat(shown).containsExactly(6);
    }

    @Test
    void a_refusal_ends_it() throws InterruptedException {
        follow(1);
        stub.answering(TimelineStub.PATH, request -> Answer.error(401, "invalid_admin_token"));
        following.join(Duration.ofSeconds(10).toMillis());
        assertThat(err.toString()).contains("401 invalid_admin_token").doesNotContain("trying again");
    }

    @Test
    void a_timeline_that_ends_before_what_was_shown_is_told_and_nothing_is_doubled() {
        timeline.grow(5);
        follow(5);
        timeline.grow(-2);
        await("it is said").until(() -> err.toString().contains("the timeline ends before what was shown"));
        timeline.grow(3);
        awaitEntries(6);
        assertThat(shown).containsExactly(1, 2, 3, 4, 5, 6);
    }

    private void follow(int limit) {
        var feed = new TimelineFeed(TestClient.of(stub.address()), "z1");
        show(feed.newest(limit));
        following = new Thread(() -> {
            try {
                new TimelineFollower(feed, this::show, new PrintWriter(err), Duration.ofMillis(1)).follow();
            } catch (RuntimeException refused) {
                err.append(refused.getMessage());
            }
        });
        following.start();
    }

    private void show(List<JsonNode> entries) {
        entries.forEach(entry -> shown.add(entry.path("sequence").asInt()));
    }

    private void awaitEntries(int newest) {
        await("entry %d is shown".formatted(newest)).until(() -> shown.contains(newest));
    }

    private Ran timeline(Object... options) throws IOException {
        return ZoneRun.run(new Timeline(), stub, folder, options);
    }
}
