package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A person asks to be forgotten: names and reasons are erased, and the log stays what it was. */
@Tag("servers")
class EraseNotesApiTest {

    private final Edict edict = Edict.shared();
    private final Api api = edict.api();
    private final String name = Api.uniqueName("Zoe Forgetmenot");
    private final String reason = "%s asked for it".formatted(name);
    private Instant began = Instant.EPOCH;
    private Instant ended = Instant.EPOCH;
    private String zone = "";

    /** Every kind of change that a table credits to its author. */
    @BeforeEach
    void changes_on_behalf_of_a_person() {
        var zoneId = onBehalf("POST", "/v1/zones", Map.of("name", Api.uniqueName("zone")), 201)
                .text("id");
        began = Instant.now();
        zone = "/v1/zones/" + zoneId;
        onBehalf("PATCH", zone, Map.of("name", Api.uniqueName("zone")), 200);
        onBehalf("PUT", "/v1/audit-retention", Map.of("retention_days", 90), 200);
        var policy = onBehalf("POST", zone + "/policies", policy("grants"), 201);
        var versionId = policy.text("version_id");
        onBehalf("POST", zone + "/policies/" + policy.text("id") + "/versions", version(), 201);
        var set = onBehalf("POST", zone + "/policy-sets", Map.of("name", "set"), 201);
        var setPath = zone + "/policy-sets/" + set.text("id");
        var manifest = Map.of("manifest", List.of(Map.of("policy_version_id", versionId)));
        var sealed = onBehalf("POST", setPath + "/versions", manifest, 201).text("version_id");
        var input = Documents.mint(zoneId, "teller", "ledger:read");
        var sample = Map.of("name", "reads", "input", input, "expect", "allow");
        onBehalf("PUT", zone + "/canaries/reads", Map.of("input", input, "expect", "allow"), 201);
        onBehalf("PUT", zone + "/suites/reads", Map.of("cases", List.of(sample)), 201);
        onBehalf("PUT", zone + "/catalogue", Map.of("applications", List.of(), "resources", List.of()), 200);
        onBehalf("POST", setPath + "/simulate", Map.of("version_id", sealed, "cases", List.of(sample)), 200);
        onBehalf("POST", setPath + "/activate", Map.of("version_id", sealed), 202);
        onBehalf("POST", zone + "/deactivate", Map.of("reason", reason), 202);
        ended = Instant.now();
        laterEvent();
    }

    /** A report may end only where nothing can be recorded any more. */
    private void laterEvent() {
        api.zone();
    }

    @Test
    void an_erased_name_and_an_erased_reason_are_in_no_table() {
        assertThat(tablesWith(name)).containsAll(tablesOfAuthors()).contains("events.note");
        var log = log();

        eraseAll();

        assertThat(tablesWith(name)).isEmpty();
        assertThat(log()).isEqualTo(log);
        assertThat(api.get(zone).expect(200).text("created_by")).isEqualTo("admin:bootstrap");
        assertThat(api.get(zone).expect(200).text("updated_by")).isEqualTo("admin:bootstrap");
    }

    @Test
    void the_timeline_says_that_it_was_erased_and_is_not_searched_by_it_any_more() {
        var words = zone + "/timeline?text=Forgetmenot";
        var behalf = zone + "/timeline?on_behalf_of=" + name.replace(" ", "%20");
        await("the timeline").untilAsserted(() -> {
            assertThat(found(words)).hasSize(1);
            assertThat(found(behalf)).hasSizeGreaterThan(10);
        });

        eraseAll();

        await("the timeline to follow").untilAsserted(() -> {
            assertThat(found(words)).isEmpty();
            assertThat(found(behalf)).isEmpty();
        });
        var entry = found(zone + "/timeline?event=zone.deactivated").get(0);
        assertThat(entry.get("reason").isNull()).isTrue();
        assertThat(entry.get("on_behalf_of").isNull()).isTrue();
        var erasures = found(zone + "/timeline?event=note.erased");
        assertThat(erasures)
                .extracting(erasure -> erasure.get("summary").asString())
                .contains("Reason erased: note " + entry.get("reason_note_id").asString());
    }

    @Test
    void the_past_stays_the_same_but_for_the_text() {
        var report = "%s/report?from=%s&to=%s".formatted(zone, began, ended);
        var before = api.get(report).expect(200).body();
        assertThat(before).contains(name, reason);

        eraseAll();

        var after = api.get(report).expect(200).body();
        assertThat(after).isEqualTo(before.replace(reason, "[erased]").replace(name, "[erased]"));
        assertThat(api.get(report).expect(200).body()).isEqualTo(after);
        var asOf = api.get(zone + "/as-of?at=" + ended).expect(200).json().at("/desired/change");
        assertThat(asOf.get("change").asString()).isEqualTo("deactivated");
        assertThat(asOf.get("reason").isNull()).isTrue();
        assertThat(asOf.get("on_behalf_of").isNull()).isTrue();
    }

    @Test
    void a_fold_of_the_whole_log_equals_the_live_tables() {
        eraseAll();

        var id = api.post("/v1/replays", Map.of()).expect(202).text("id");

        await("the replay, which runs in the background")
                .atMost(Duration.ofSeconds(60))
                .until(() -> !replay(id).get("state").asString().equals("running"));
        assertThat(replay(id).get("state").asString())
                .as(() -> replay(id).toPrettyString())
                .isEqualTo("equal");
    }

    private JsonNode replay(String id) {
        return api.get("/v1/replays/" + id).expect(200).json();
    }

    @Test
    void it_is_erased_once_and_what_is_no_note_is_refused() {
        var note = api.timeline(zone.substring("/v1/zones/".length())).get(0).get("on_behalf_of_note_id");
        var path = "/v1/notes/%s/erase".formatted(note.asString());
        assertThat(api.post(path, Map.of()).expect(200).json().get("erased").asBoolean())
                .isTrue();
        var length = edict.sql().sql("select count(*) from events.domain_event").query(Long.class);
        var before = length.single();
        api.post(path, Map.of()).expect(200);
        assertThat(length.single()).isEqualTo(before);
        api.post("/v1/notes/none/erase", Map.of()).refused(404, "note_not_found");
    }

    private void eraseAll() {
        Consumer<String> erase =
                note -> api.post("/v1/notes/%s/erase".formatted(note), Map.of()).expect(200);
        await("the timeline")
                .until(() -> found(zone + "/timeline?event=zone.deactivated").size() == 1);
        var entries = Stream.of("%s/timeline?limit=100", "/v1/timeline?event=audit_retention.changed&limit=100")
                .flatMap(path -> found(path.formatted(zone)).stream())
                .toList();
        Stream.of("on_behalf_of_note_id", "reason_note_id").forEach(member -> entries.stream()
                .filter(entry -> !entry.get(member).isNull())
                .map(entry -> entry.get(member).asString())
                .distinct()
                .forEach(erase));
    }

    private List<JsonNode> found(String path) {
        return api.get(path).expect(200).json().get("items").valueStream().toList();
    }

    private String log() {
        return edict.owner()
                .sql("select md5(string_agg(payload || metadata, '' order by global_index)) from events.domain_event"
                        + " where event_type <> 'note.erased'")
                .query(String.class)
                .single();
    }

    /** The creator of a token is a token. */
    private List<String> tablesOfAuthors() {
        return edict.owner()
                .sql(
                        """
                        select distinct format('%I.%I', table_schema, table_name) from information_schema.columns
                        where table_schema in ('command', 'views') and column_name like '%\\_by'
                            and table_name not in ('admin_token', 'flyway_schema_history')
                        """)
                .query(String.class)
                .list();
    }

    private List<String> tablesWith(String text) {
        return edict
                .owner()
                .sql(
                        """
                        select format('%I.%I', schemaname, tablename) from pg_tables
                        where schemaname in ('events', 'command', 'views', 'projection', 'bridge') order by 1
                        """)
                .query(String.class)
                .list()
                .stream()
                .filter(table -> edict.owner()
                        .sql("select exists (select from %s t where t::text like :text)".formatted(table))
                        .param("text", "%" + text + "%")
                        .query(Boolean.class)
                        .single())
                .toList();
    }

    private Map<String, Object> policy(String name) {
        return Map.of("name", name, "content", Documents.GRANTS);
    }

    private Map<String, Object> version() {
        return Map.of("content", Documents.GRANTS + "# again\n");
    }

    private Api.Answer onBehalf(String method, String path, @Nullable Object body, int status) {
        var headers = new HashMap<>(Map.of("content-type", "application/json"));
        headers.put("x-caracal-authorized-by", name);
        return api.send(method, path, JsonMapper.shared().writeValueAsString(body), headers)
                .expect(status);
    }
}
