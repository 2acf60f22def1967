package dev.edict.audit.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.audit.AuditDatabase;
import dev.edict.audit.Events;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The hash of an event is over PostgreSQL's own text of its JSON (contract §7.2). */
class HashEventTest {

    private static final String EVENT_OF_THE_CONTRACT =
            """
            {"id":"01920000-0000-7000-8000-00000000aa01","zone_id":"zone-blue","event_type":"token_exchange","request_id":"req-77",\
            "decision":"deny","policy_set_version_id":"01920000-0000-7000-8000-0000000000c3",\
            "manifest_sha":"03401708d1f9cf4b4398d33236fe25a5b8c028da41d623f72b1fc83f21245d78","evaluation_status":"complete",\
            "determining_policies_json":[],"diagnostics_json":[{"reason":"role_scope_mismatch"}],\
            "metadata_json":{"application_id":"app-1","resource":"resource://ledger"},"occurred_at":"2026-01-01T00:00:00.123456Z"}""";

    @Test
    void the_contract_s_event_has_the_contract_s_hash() {
        assertThat(Events.read(EVENT_OF_THE_CONTRACT).contentSha256())
                .isEqualTo("502ddd15a63e5d7113e4991b6a0e41b401c76bb2a48ec1b370bc78e280aa4a89");
    }

    @Test
    void json_is_written_as_postgresql_writes_it() {
        var random = new Random(20261130);
        var mapper = JsonMapper.builder().build();
        var documents = new ArrayList<String>();
        for (var i = 0; i < 2_000; i++) {
            documents.add(mapper.writeValueAsString(Map.of("metadata_json", Map.of("m", List.of(object(random, 0))))));
        }
        numbers().forEach(number -> documents.add("{\"metadata_json\":{\"n\":%s}}".formatted(number)));
        documents.add("{\"metadata_json\":{\"a\":1,\"b\":2,\"a\":3}}");
        var written = AuditDatabase.empty()
                .sql()
                .sql(
                        "select (document::jsonb -> 'metadata_json')::text from unnest(?) with ordinality given (document, n) order by n")
                .param(documents.toArray(String[]::new))
                .query(String.class)
                .list();

        for (var i = 0; i < documents.size(); i++) {
            var event = "{\"id\":\"1\",\"zone_id\":\"z\",\"occurred_at\":\"2026-01-01T00:00:00Z\","
                    + documents.get(i).substring(1);
            assertThat(Events.read(event).metadata()).isEqualTo(written.get(i));
        }
    }

    private static List<String> numbers() {
        return List.of(
                "0",
                "-0",
                "-0.0",
                "1e2",
                "1E-7",
                "1.50",
                "123456789012345678901234567890",
                "1e30",
                "0.1e1",
                "-1.0e-2",
                "10.0");
    }

    private static @Nullable Object any(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 5 : 8)) {
            case 0 -> text(random);
            case 1 -> random.nextLong();
            case 2 -> random.nextBoolean();
            case 3 -> null;
            case 4 -> random.nextInt(1_000_000) / 1000.0;
            case 5 -> {
                var list = new ArrayList<@Nullable Object>();
                for (var i = random.nextInt(4); i > 0; i--) {
                    list.add(any(random, depth + 1));
                }
                yield list;
            }
            default -> object(random, depth);
        };
    }

    private static Map<String, @Nullable Object> object(Random random, int depth) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        for (var i = random.nextInt(6); i > 0; i--) {
            object.put(text(random), any(random, depth + 1));
        }
        return object;
    }

    /** With what has to be escaped, and of one to four bytes a character. */
    private static String text(Random random) {
        var text = new StringBuilder();
        for (var i = random.nextInt(6); i > 0; i--) {
            text.appendCodePoint(
                    switch (random.nextInt(5)) {
                        case 0 -> 1 + random.nextInt(0x1f);
                        case 1 -> "\"\\/\u007f".charAt(random.nextInt(4));
                        case 2 -> 0xe4 + random.nextInt(20);
                        case 3 -> 0x1f600 + random.nextInt(40);
                        default -> 'a' + random.nextInt(26);
                    });
        }
        return text.toString();
    }
}
