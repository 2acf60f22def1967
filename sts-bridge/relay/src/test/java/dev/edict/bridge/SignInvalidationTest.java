package dev.edict.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Tag("servers")
class SignInvalidationTest {

    private static final String ALPHABET = "abcXYZ019_.-:";

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void the_canonical_text_and_the_signature_are_those_of_the_contract(Vector vector) {
        assertThat(StreamSignature.canonical(vector.stream, vector.fields)).isEqualTo(vector.canonical);
        assertThat(new StreamSignature(StreamKey.parse(vector.key)).of(vector.stream, vector.fields))
                .isEqualTo(vector.signature);
    }

    @Test
    void a_deactivation_leaves_the_version_out() {
        assertThat(new Invalidation("d1", "z1", 7, "s1", null).fields())
                .containsExactly(
                        Map.entry("outbox_id", "d1"),
                        Map.entry("zone_id", "z1"),
                        Map.entry("policy_set_id", "s1"),
                        Map.entry("activation_seq", "7"));
        assertThat(new Invalidation("d1", "z1", 7, "s1", "v1").fields()).containsEntry("policy_set_version_id", "v1");
    }

    @Test
    void a_number_is_written_in_plain_decimal_digits() {
        assertThat(new Invalidation("d1", "z1", Long.MAX_VALUE, "s1", "v1").fields())
                .containsEntry("activation_seq", "9223372036854775807");
    }

    @ParameterizedTest
    @MethodSource("unsignableIds")
    void an_id_outside_the_grammar_is_refused_in_every_field(String id) {
        var refusals = List.<Runnable>of(
                () -> new Invalidation(id, "z1", 1, "s1", "v1"),
                () -> new Invalidation("d1", id, 1, "s1", "v1"),
                () -> new Invalidation("d1", "z1", 1, id, "v1"),
                () -> new Invalidation("d1", "z1", 1, "s1", id));

        assertThat(refusals).allSatisfy(refusal -> assertThatThrownBy(refusal::run)
                .isInstanceOf(Invalidation.UnsignableId.class)
                .hasMessageContaining("is not an id of the form")
                .message()
                .hasSizeLessThan(200));
    }

    @Test
    void two_different_invalidations_never_have_the_same_canonical_text() {
        var random = new Random(20260101);
        var seen = new HashMap<String, Invalidation>();
        for (var i = 0; i < 100_000; i++) {
            var version = random.nextInt(3) == 0 ? null : id(random);
            var invalidation = new Invalidation(id(random), id(random), random.nextInt(30), id(random), version);
            var earlier = seen.put(StreamSignature.canonical(TestRedis.STREAM, invalidation.fields()), invalidation);
            assertThat(earlier == null ? invalidation : earlier).isEqualTo(invalidation);
        }
    }

    @Test
    void without_the_grammar_two_different_entries_would_share_one_canonical_text() {
        var honest = Map.of("a", "1", "b", "2");
        var forged = Map.of("a", "1\nb=2");

        assertThat(StreamSignature.canonical("s", forged)).isEqualTo(StreamSignature.canonical("s", honest));
    }

    private static Stream<String> unsignableIds() {
        var controls = IntStream.concat(IntStream.range(0, 32), IntStream.of(127, 0x85, 0x2028))
                .mapToObj(Character::toString)
                .map(control -> "z" + control + "1");
        return Stream.concat(
                controls,
                Stream.of(
                        "",
                        " ",
                        "z 1",
                        "z=1",
                        "z/1",
                        "zone\u00e9",
                        "z1\n",
                        "z1\nzone_id=z2",
                        "x".repeat(129),
                        "x".repeat(1 << 20)));
    }

    /** Short, so that equal parts in different places are frequent. */
    private static String id(Random random) {
        var id = new StringBuilder();
        for (var length = 1 + random.nextInt(3); length > 0; length--) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    private static Stream<Vector> vectors() {
        return Stream.of("stream-signature.json", "stream-signature-activation-seq.json")
                .flatMap(SignInvalidationTest::vectors);
    }

    private static Stream<Vector> vectors(String name) {
        try (var file = SignInvalidationTest.class.getResourceAsStream("/vectors/" + name)) {
            return JsonMapper.shared()
                    .readTree(file)
                    .get("vectors")
                    .valueStream()
                    .map(Vector::of);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Vector(
            String name,
            String key,
            String stream,
            Map<String, @Nullable String> fields,
            String canonical,
            String signature) {

        static Vector of(JsonNode node) {
            var fields = new LinkedHashMap<String, @Nullable String>();
            node.get("fields")
                    .propertyStream()
                    .forEach(field -> fields.put(
                            field.getKey(),
                            field.getValue().isNull() ? null : field.getValue().asString()));
            return new Vector(
                    node.get("name").asString(),
                    node.get("key_hex").asString(),
                    node.get("stream").asString(),
                    fields,
                    node.get("canonical").asString(),
                    node.get("signature").asString());
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
