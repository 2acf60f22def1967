package dev.edict.replica.redis;

import static dev.edict.replica.redis.TestRedis.KEY;
import static dev.edict.replica.redis.TestRedis.fields;
import static dev.edict.replica.redis.TestRedis.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.edict.replica.controlplane.ZoneIds;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Only an entry that was signed for this stream, with a key of today, is believed (contract §4.2). */
class VerifyEntriesTest {

    private static final String OTHER_KEY = "ff".repeat(32);
    private static final Map<String, String> ENTRY = signed(KEY, RedisStream.NAME, fields("zone-blue", 12));

    private static RedisStream stream(String... keys) {
        return new RedisStream(
                RedisURI.create("redis://localhost"),
                RedisStream.NAME,
                Arrays.stream(keys).map(StreamKey::parse).toList());
    }

    private static boolean isAccepted(Map<String, String> entry, String... keys) {
        return new EntryVerification(stream(keys)).accepted(entry).isPresent();
    }

    private static Map<String, String> with(String name, String value) {
        var changed = new TreeMap<>(ENTRY);
        changed.put(name, value);
        return changed;
    }

    private static Map<String, String> without(String name) {
        var changed = new TreeMap<>(ENTRY);
        changed.remove(name);
        return changed;
    }

    @Test
    void an_entry_tells_zone_and_activation() {
        assertThat(new EntryVerification(stream(KEY)).accepted(ENTRY)).contains(new Invalidation("zone-blue", 12));
    }

    @Test
    void an_entry_without_a_sequence_is_one_of_an_older_producer() {
        var fields = new TreeMap<>(fields("zone-blue", 12));
        fields.remove("activation_seq");

        assertThat(new EntryVerification(stream(KEY)).accepted(signed(KEY, RedisStream.NAME, fields)))
                .contains(new Invalidation("zone-blue", -1));
    }

    static List<JsonNode> vectors() throws IOException {
        try (InputStream file = VerifyEntriesTest.class.getResourceAsStream("/vectors/stream-signature.json")) {
            var all = new ArrayList<JsonNode>();
            JsonMapper.shared()
                    .readTree(Objects.requireNonNull(file))
                    .get("vectors")
                    .forEach(all::add);
            return all;
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void the_contracts_vectors_are_accepted_on_their_own_stream_only(JsonNode vector) {
        var entry = new TreeMap<String, String>();
        vector.get("fields").properties().forEach(field -> {
            if (!field.getValue().isNull()) {
                entry.put(field.getKey(), field.getValue().stringValue());
            }
        });
        entry.put("_sig", vector.get("signature").stringValue());

        assertThat(isAccepted(entry, vector.get("key_hex").stringValue()))
                .isEqualTo(vector.get("stream").stringValue().equals(RedisStream.NAME));
    }

    @Test
    void an_unsigned_entry_is_dropped() {
        assertThat(isAccepted(without("_sig"), KEY)).isFalse();
        assertThat(isAccepted(with("_sig", ""), KEY)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"outbox_id", "zone_id", "policy_set_id", "activation_seq"})
    void an_entry_with_any_field_changed_or_missing_is_dropped(String field) {
        assertThat(isAccepted(with(field, "13"), KEY)).isFalse();
        assertThat(isAccepted(without(field), KEY)).isFalse();
    }

    @Test
    void an_entry_with_a_field_more_is_dropped() {
        assertThat(isAccepted(with("policy_set_version_id", "v"), KEY)).isFalse();
    }

    @Test
    void a_signature_with_any_digit_changed_is_dropped() {
        var signature = Objects.requireNonNull(ENTRY.get("_sig"));
        for (var place = 0; place < signature.length(); place++) {
            var changed = new StringBuilder(signature);
            changed.setCharAt(place, signature.charAt(place) == '0' ? '1' : '0');
            assertThat(isAccepted(with("_sig", changed.toString()), KEY)).isFalse();
        }
        assertThat(isAccepted(with("_sig", signature.substring(2)), KEY)).isFalse();
        assertThat(isAccepted(with("_sig", "no hex"), KEY)).isFalse();
    }

    @Test
    void an_entry_signed_for_another_stream_is_dropped() {
        assertThat(isAccepted(signed(KEY, "caracal.keys.invalidate", fields("zone-blue", 12)), KEY))
                .isFalse();
    }

    @Test
    void an_entry_signed_with_another_key_is_dropped() {
        assertThat(isAccepted(signed(OTHER_KEY, RedisStream.NAME, fields("zone-blue", 12)), KEY))
                .isFalse();
    }

    /** The control: to a consumer that looks at the shape alone every one of them is good. */
    @Test
    void a_consumer_that_does_not_verify_would_accept_what_is_dropped_here() {
        var forged = List.of(
                without("_sig"),
                with("activation_seq", "13"),
                with("zone_id", "zone-red"),
                with("_sig", "00".repeat(32)),
                signed(KEY, "caracal.keys.invalidate", fields("zone-blue", 12)),
                signed(OTHER_KEY, RedisStream.NAME, fields("zone-blue", 12)));

        assertThat(forged)
                .noneMatch(entry -> isAccepted(entry, KEY))
                .allMatch(entry -> ZoneIds.isValid(entry.getOrDefault("zone_id", "")))
                .allMatch(entry -> entry.getOrDefault("activation_seq", "").matches("\\d+"));
    }

    @Test
    void during_a_rotation_both_keys_are_good() {
        assertThat(isAccepted(ENTRY, OTHER_KEY, KEY)).isTrue();
        assertThat(isAccepted(signed(OTHER_KEY, RedisStream.NAME, fields("z", 1)), OTHER_KEY, KEY))
                .isTrue();
        assertThat(isAccepted(ENTRY, OTHER_KEY)).isFalse();
    }

    /** The signed text of both entries is the same. */
    @Test
    void a_line_feed_in_a_value_cannot_stand_for_another_field() {
        var joined = new TreeMap<>(fields("z", 1));
        joined.remove("zone_id");
        joined.put("policy_set_id", "set\nzone_id=z");
        joined.put(
                "_sig",
                Objects.requireNonNull(
                        signed(KEY, RedisStream.NAME, fields("z", 1)).get("_sig")));

        assertThat(isAccepted(joined, KEY)).isFalse();
        assertThat(isAccepted(signed(KEY, RedisStream.NAME, Map.of("zone_id", "z", "a\nb", "c")), KEY))
                .isFalse();
        assertThat(isAccepted(signed(KEY, RedisStream.NAME, Map.of("zone_id", "z", "a=b", "c")), KEY))
                .isFalse();
    }

    @Test
    void an_entry_that_is_signed_and_tells_nothing_usable_is_dropped() {
        assertThat(isAccepted(signed(KEY, RedisStream.NAME, Map.of("outbox_id", "o")), KEY))
                .isFalse();
        assertThat(isAccepted(signed(KEY, RedisStream.NAME, Map.of("zone_id", "a b")), KEY))
                .isFalse();
        assertThat(isAccepted(signed(KEY, RedisStream.NAME, Map.of("zone_id", "z", "activation_seq", "x")), KEY))
                .isFalse();
        assertThat(isAccepted(signed(KEY, RedisStream.NAME, Map.of("zone_id", "z", "more", "x".repeat(2_000))), KEY))
                .isFalse();
    }

    @Test
    void a_key_is_hexadecimal_long_enough_and_never_shown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StreamKey.parse("xyz"))
                .withMessageNotContaining("xyz");
        assertThatIllegalArgumentException().isThrownBy(() -> StreamKey.parse("abcd"));
        assertThat(StreamKey.parse(KEY).toString()).doesNotContain(KEY);
        assertThat(stream(KEY).toString()).doesNotContain(KEY);
    }

    @Test
    void a_stream_has_one_or_two_keys() {
        assertThatIllegalArgumentException().isThrownBy(() -> stream());
        assertThatIllegalArgumentException().isThrownBy(() -> stream(KEY, KEY, KEY));
    }

    @Test
    void ids_are_ordered_as_unsigned_numbers() {
        assertThat(EntryId.parse("2-0")).isLessThan(EntryId.parse("10-0"));
        assertThat(EntryId.parse("2-9")).isLessThan(EntryId.parse("2-10"));
        assertThat(EntryId.parse("18446744073709551615-18446744073709551615"))
                .isGreaterThan(EntryId.parse("1-1"))
                .hasToString("18446744073709551615-18446744073709551615");
    }
}
