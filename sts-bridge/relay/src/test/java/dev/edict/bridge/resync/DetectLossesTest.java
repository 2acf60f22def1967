package dev.edict.bridge.resync;

import static dev.edict.bridge.resync.LossReason.ENTRY_MISSING;
import static dev.edict.bridge.resync.LossReason.FAILED_OVER;
import static dev.edict.bridge.resync.LossReason.GROUP_MISSING;
import static dev.edict.bridge.resync.LossReason.GROUP_TRIMMED;
import static dev.edict.bridge.resync.LossReason.KEY_MISSING;
import static dev.edict.bridge.resync.LossReason.KEY_OF_ANOTHER_TYPE;
import static dev.edict.bridge.resync.LossReason.SERVER_REPLACED;
import static dev.edict.bridge.resync.LossReason.STREAM_OLDER;
import static dev.edict.bridge.resync.LossReason.STREAM_SHORTER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.bridge.redis.EntryId;
import dev.edict.bridge.redis.ServerIdentity;
import dev.edict.bridge.redis.StreamFacts;
import dev.edict.bridge.redis.StreamFacts.Entries;
import dev.edict.bridge.redis.StreamFacts.Group;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Ten entries, 1-0 to 10-0, were sent to the Redis "run a". */
class DetectLossesTest {

    private static final ServerIdentity A = new ServerIdentity("a", "1");
    private static final ServerIdentity RESTARTED = new ServerIdentity("b", "1");
    private static final ServerIdentity PROMOTED = new ServerIdentity("c", "2");
    private static final EntryId NEVER = id("0-0");

    private final LossDetection detection = new LossDetection(100);

    @Test
    void a_stream_with_everything_that_was_sent_has_lost_nothing() {
        assertThat(losses(sent(), stream(A, entries(10, "10-0", "1-0"), true))).isEmpty();
    }

    @Test
    void entries_that_were_added_since_are_no_loss() {
        assertThat(losses(sent(), stream(A, entries(12, "12-0", "1-0"), true))).isEmpty();
    }

    @Test
    void a_missing_key_is_a_loss_only_after_something_was_sent() {
        assertThat(losses(sent(), key(A, "none"))).containsExactly(KEY_MISSING);
        assertThat(losses(nothingSent(), key(A, "none"))).isEmpty();
    }

    @Test
    void a_key_of_another_type_is_a_loss() {
        assertThat(losses(sent(), key(A, "string"))).containsExactly(KEY_OF_ANOTHER_TYPE);
        assertThat(losses(nothingSent(), key(A, "string"))).isEmpty();
    }

    @Test
    void a_stream_whose_newest_id_is_below_the_last_entry_is_older() {
        assertThat(losses(sent(), stream(A, entries(9, "9-0", "1-0"), false)))
                .containsExactlyInAnyOrder(STREAM_OLDER, STREAM_SHORTER, ENTRY_MISSING);
    }

    @Test
    void ids_are_compared_as_numbers() {
        var position = position(A, "9-0", "10-0", 2, Map.of());

        assertThat(losses(position, stream(A, entries(2, "10-0", "9-0"), true))).isEmpty();
        assertThat(losses(position, stream(A, entries(1, "9-0", "9-0"), false))).contains(STREAM_OLDER);
        assertThat(EntryId.parse(id("18446744073709551615-7").sortable())).isEqualTo(id("18446744073709551615-7"));
    }

    @Test
    void a_stream_that_another_trimmed_is_shorter() {
        assertThat(losses(sent(), stream(A, entries(3, "10-0", "8-0"), true))).containsExactly(STREAM_SHORTER);
    }

    @Test
    void a_stream_of_the_length_that_the_relay_itself_leaves_is_not_shorter() {
        var position = position(A, "1-0", "5000-0", 5_000, Map.of());

        assertThat(losses(position, stream(A, entries(100, "5000-0", "4901-0"), true)))
                .isEmpty();
        assertThat(losses(position, stream(A, entries(99, "5000-0", "4902-0"), true)))
                .containsExactly(STREAM_SHORTER);
    }

    @Test
    void entries_that_readers_delete_by_their_id_are_no_loss() {
        var read = new Entries(0, id("10-0"), null, id("10-0"));

        assertThat(losses(sent(), stream(A, read, false))).isEmpty();
        assertThat(losses(sent(), stream(A, new Entries(0, id("10-0"), null, NEVER), false)))
                .containsExactlyInAnyOrder(STREAM_SHORTER, ENTRY_MISSING);
    }

    @Test
    void another_server_with_everything_that_was_sent_has_lost_nothing() {
        assertThat(losses(sent(), stream(RESTARTED, entries(10, "10-0", "1-0"), true)))
                .isEmpty();
        assertThat(losses(sent(), stream(PROMOTED, entries(10, "10-0", "1-0"), true)))
                .isEmpty();
    }

    @Test
    void another_server_that_lacks_the_last_entry_is_named_even_if_newer_entries_were_added() {
        var behind = stream(PROMOTED, entries(11, "12-0", "1-0"), false);

        assertThat(losses(sent(), behind)).containsExactlyInAnyOrder(ENTRY_MISSING, SERVER_REPLACED, FAILED_OVER);
        assertThat(losses(sent(), key(RESTARTED, "none"))).containsExactlyInAnyOrder(KEY_MISSING, SERVER_REPLACED);
    }

    @Test
    void another_server_whose_entries_may_not_be_looked_at_counts_as_a_loss() {
        var untold = new StreamFacts(
                Optional.of(RESTARTED),
                Optional.of("stream"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of("XINFO STREAM", "XINFO GROUPS", "XRANGE"));

        assertThat(losses(sent(), untold)).containsExactly(SERVER_REPLACED);
        assertThat(losses(position(RESTARTED, "1-0", "10-0", 10, Map.of()), untold))
                .isEmpty();
    }

    @Test
    void a_group_that_was_there_and_is_not_is_missing_until_a_resync_creates_it() {
        var seen = position(A, "1-0", "10-0", 10, groups("g", null));
        var gone = stream(A, entries(10, "10-0", "1-0"), true);

        assertThat(losses(seen, gone)).containsExactly(GROUP_MISSING);
        assertThat(LossDetection.missingGroups(seen, gone)).containsExactly("g");
        assertThat(losses(seen, stream(A, entries(10, "10-0", "1-0"), true, group("g", "10-0", 0L))))
                .isEmpty();
        var restoring = new StreamPosition(2, A, null, null, 0, true, groups("g", null));
        assertThat(losses(restoring, gone)).isEmpty();
    }

    @Test
    void a_group_whose_unread_entries_are_gone_is_trimmed() {
        var position = position(A, "1-0", "10-0", 10, groups("g", null));
        var trimmed = stream(A, entries(100, "500-0", "401-0"), true, group("g", "3-0", 497L));

        assertThat(losses(position, trimmed)).containsExactly(GROUP_TRIMMED);
    }

    @Test
    void a_group_that_never_read_is_trimmed_once_the_first_entry_is_gone() {
        var position = position(A, "1-0", "500-0", 500, groups("g", null));

        assertThat(losses(position, stream(A, entries(100, "500-0", "401-0"), true, group("g", "0-0", 100L))))
                .containsExactly(GROUP_TRIMMED);
        assertThat(losses(position, stream(A, entries(500, "500-0", "1-0"), true, group("g", "0-0", 500L))))
                .isEmpty();
    }

    @Test
    void a_group_that_reads_within_the_stream_is_not_trimmed_whatever_its_lag_says() {
        var reading = stream(A, entries(100, "500-0", "401-0"), true, group("g", "450-0", 400L));

        assertThat(losses(position(A, "1-0", "500-0", 10, groups("g", null)), reading))
                .isEmpty();
    }

    @Test
    void a_trimmed_group_counts_once_until_the_entries_of_its_resync_are_trimmed_as_well() {
        var resynced = position(A, "490-0", "500-0", 10, groups("g", "3-0"));

        assertThat(losses(resynced, stream(A, entries(100, "500-0", "401-0"), true, group("g", "3-0", 497L))))
                .isEmpty();
        assertThat(losses(resynced, stream(A, entries(100, "700-0", "601-0"), true, group("g", "3-0", 697L))))
                .containsExactly(GROUP_TRIMMED);
    }

    private Set<LossReason> losses(StreamPosition position, StreamFacts facts) {
        return detection.losses(position, facts);
    }

    private static StreamPosition sent() {
        return position(A, "1-0", "10-0", 10, Map.of());
    }

    private static StreamPosition nothingSent() {
        return new StreamPosition(1, A, null, null, 0, false, Map.of());
    }

    private static StreamPosition position(
            ServerIdentity server, String first, String last, long sent, Map<String, @Nullable EntryId> groups) {
        return new StreamPosition(1, server, id(first), id(last), sent, false, groups);
    }

    private static Map<String, @Nullable EntryId> groups(String name, @Nullable String trimmedAfter) {
        var groups = new HashMap<String, @Nullable EntryId>();
        groups.put(name, trimmedAfter == null ? null : id(trimmedAfter));
        return groups;
    }

    private static Entries entries(long length, String last, String first) {
        return new Entries(length, id(last), id(first), NEVER);
    }

    private static Group group(String name, String lastDelivered, Long lag) {
        return new Group(name, id(lastDelivered), lag);
    }

    private static StreamFacts stream(ServerIdentity server, Entries entries, boolean hasLast, Group... groups) {
        return new StreamFacts(
                Optional.of(server),
                Optional.of("stream"),
                Optional.of(entries),
                Optional.of(List.of(groups)),
                Optional.of(hasLast),
                List.of());
    }

    private static StreamFacts key(ServerIdentity server, String type) {
        return new StreamFacts(
                Optional.of(server),
                Optional.of(type),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private static EntryId id(String text) {
        return EntryId.parse(text);
    }
}
