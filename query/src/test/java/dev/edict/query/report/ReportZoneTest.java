package dev.edict.query.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.query.QueryRejection;
import dev.edict.query.Tables;
import dev.edict.query.report.content.ComplianceReport;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** What a report says of a period, and what it asks for. */
@Tag("servers")
class ReportZoneTest {

    private static final String JANUARY = "2026-01-01T00:00:00Z";
    private static final String FEBRUARY = "2026-02-01T00:00:00Z";
    private static final String MARCH = "2026-03-01T00:00:00Z";

    private final Tables tables = new Tables();
    private final WrittenLog log = new WrittenLog(tables, Instant.parse("2025-12-01T00:00:00Z"));

    private JsonNode february() {
        return ReportText.json(tables.database(), FEBRUARY, MARCH);
    }

    private static List<String> texts(JsonNode rows, String member) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.get(member).asString())
                .toList();
    }

    @Test
    void it_names_the_zone_as_it_was_at_the_end_of_the_period() {
        log.registered("Shop");
        log.at("2026-02-10T00:00:00Z").ofZone("zone.changed", Map.of("name", "Payments"));
        log.at("2026-03-10T00:00:00Z").ofZone("zone.changed", Map.of("name", "Later"));
        var header = february().get("header");
        assertThat(header.get("zone_name").asString()).isEqualTo("Payments");
        assertThat(header.get("from_at").asString()).isEqualTo("2026-02-01T00:00:00.000000Z");
        assertThat(header.get("log_index").asLong()).isEqualTo(2);
        assertThat(header.get("log_recorded_at").asString()).isEqualTo("2026-02-10T00:00:00.000000Z");
    }

    @Test
    void what_governed_covers_the_whole_period_without_a_gap() {
        log.registered("Shop");
        log.event("policy_set.created", "s1", "{\"zoneId\":\"z1\",\"policySetId\":\"s1\",\"name\":\"payments\"}");
        log.event(
                "policy_set.version_created",
                "s1",
                "{\"zoneId\":\"z1\",\"policySetId\":\"s1\",\"versionId\":\"v1\",\"version\":1}");
        log.activated(1, "v1", "");
        log.at("2026-02-10T00:00:00Z").activated(2, "v2", "");
        log.at("2026-02-20T00:00:00Z")
                .ofZone("zone.deactivated", Map.of("policySetId", "s1", "previousVersionId", "v2", "activationSeq", 3));
        log.at("2026-03-10T00:00:00Z").activated(4, "v1", "");
        var governing = february().get("governing");
        assertThat(texts(governing, "from_at"))
                .containsExactly(
                        "2026-02-01T00:00:00.000000Z", "2026-02-10T00:00:00.000000Z", "2026-02-20T00:00:00.000000Z");
        assertThat(texts(governing, "until_at"))
                .containsExactly(
                        "2026-02-10T00:00:00.000000Z", "2026-02-20T00:00:00.000000Z", "2026-03-01T00:00:00.000000Z");
        assertThat(texts(governing, "change")).containsExactly("activated", "activated", "deactivated");
        assertThat(governing.get(0).get("version").asInt()).isEqualTo(1);
        assertThat(governing.get(0).get("policy_set_name").asString()).isEqualTo("payments");
        assertThat(governing.get(2).get("version_id").isNull()).isTrue();
    }

    @Test
    void a_zone_that_nothing_governs_yet_says_so_from_its_registration_on() {
        log.at("2026-02-05T00:00:00Z").registered("Shop");
        log.at(MARCH).ofZone("zone.changed", Map.of("name", "x"));
        var governing = february().get("governing");
        assertThat(governing).hasSize(1);
        assertThat(governing.get(0).get("change").asString()).isEqualTo("none");
        assertThat(governing.get(0).get("from_at").asString()).isEqualTo("2026-02-05T00:00:00.000000Z");
    }

    @Test
    void a_change_has_who_made_it_for_whom_why_and_on_what_evidence() {
        log.registered("Shop");
        log.note("n1", "quarterly review");
        log.note("n2", "alice@example.org");
        log.event(
                "policy_set.version_simulated",
                "sim1",
                "{\"zoneId\":\"z1\",\"verdict\":\"PASS\",\"passed\":2,\"failed\":0,\"notExecuted\":1}");
        log.at("2026-02-10T00:00:00Z")
                .event(
                        "zone.version_activated",
                        "z1",
                        """
                {"zoneId":"z1","policySetId":"s1","versionId":"v1","manifestSha256":"sha","activationSeq":1,"simulationId":"sim1",
                "grounds":{"reason":{"noteId":"n1","sha256":"x"},"previewDigest":"abc","evidence":{"setting":"warn","missing":[]},
                "canaries":{"setting":"required","canariesVersion":3,"passed":12,"failed":1,"failing":["c"]}}}\
                """,
                        "{\"actor\":\"admin:ci\",\"onBehalfOfNote\":\"n2\",\"requestId\":\"r9\"}");
        log.at(MARCH).ofZone("zone.changed", Map.of("name", "x"));
        var change = february().get("changes").get(0);
        assertThat(change.get("actor").asString()).isEqualTo("admin:ci");
        assertThat(change.get("on_behalf_of").asString()).isEqualTo("alice@example.org");
        assertThat(change.get("reason").asString()).isEqualTo("quarterly review");
        assertThat(change.get("request_id").asString()).isEqualTo("r9");
        assertThat(change.get("preview_digest").asString()).isEqualTo("abc");
        assertThat(change.get("evidence").toString())
                .isEqualTo("{\"simulation_id\":\"sim1\",\"verdict\":\"PASS\",\"cases_passed\":2,\"cases_failed\":0,"
                        + "\"cases_not_executed\":1,\"setting\":\"warn\",\"missing\":[],\"canary_setting\":\"required\","
                        + "\"canaries_passed\":12,\"canaries_failed\":1}");
        assertThat(change.get("exception").asString()).isEqualTo("activation_with_failing_canaries");
        assertThat(change.get("details").has("reason")).isFalse();
        assertThat(change.get("details").get("versionId").asString()).isEqualTo("v1");
    }

    @Test
    void a_note_that_was_erased_says_so() {
        log.registered("Shop");
        log.note("emptied", "");
        for (var note : List.of("gone", "emptied")) {
            log.at("2026-02-10T00:00:00Z")
                    .event(
                            "zone.activation_rolled_back",
                            "z1",
                            "{\"zoneId\":\"z1\",\"activationSeq\":2,\"reason\":{\"noteId\":\"%s\",\"sha256\":\"x\"}}"
                                    .formatted(note),
                            "{\"actor\":\"admin:ci\",\"onBehalfOfNote\":\"%s\"}".formatted(note));
        }
        log.at(MARCH).ofZone("zone.changed", Map.of("name", "x"));
        var changes = february().get("changes");
        assertThat(texts(changes, "reason")).containsExactly("[erased]", "[erased]");
        assertThat(texts(changes, "on_behalf_of")).containsExactly("[erased]", "[erased]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zone.version_activated     | {\"simulationId\":null}                                    | activation_without_evidence",
                "zone.version_activated     | {\"simulationId\":\"failed\"}                              | activation_without_evidence",
                "zone.version_activated     | {\"simulationId\":\"passed\"}                              | ",
                "zone.version_activated     | {\"simulationId\":\"passed\",\"grounds\":{\"evidence\":{\"setting\":\"warn\",\"missing\":[\"suites_missing\"]}}} | activation_without_evidence",
                "zone.version_activated     | {\"simulationId\":null,\"grounds\":{\"evidence\":{\"setting\":\"warn\",\"missing\":[]}}} | ",
                "zone.version_activated     | {\"simulationId\":\"passed\",\"grounds\":{\"canaries\":{\"setting\":\"warn\",\"passed\":1,\"failed\":1}}} | activation_with_failing_canaries",
                "zone.activation_rolled_back| {}                                                         | rollback",
                "deployment.overdue         | {}                                                         | deployment_overdue",
                "deployment.canaries_failed | {}                                                         | canaries_failed",
                "deployment.verification_failed | {}                                                     | verification_failed",
                "refusals.summarised        | {\"refusals\":[{\"actor\":\"admin:ci\",\"code\":\"zone_forbidden\",\"count\":3}]} | requests_refused",
                "deployment.propagated      | {}                                                         | "
            })
    void exceptions_are_what_an_auditor_looks_at_first(String event, String members, @Nullable String kind) {
        log.registered("Shop");
        log.event("policy_set.version_simulated", "passed", "{\"zoneId\":\"z1\",\"verdict\":\"PASS\"}");
        log.event("policy_set.version_simulated", "failed", "{\"zoneId\":\"z1\",\"verdict\":\"FAIL\"}");
        var payload = members.replaceFirst("\\{", "{\"zoneId\":\"z1\",\"activationSeq\":1,\"versionId\":\"v1\",")
                .replace(",}", "}");
        log.at("2026-02-10T00:00:00Z").event(event, "z1", payload);
        log.at(MARCH).ofZone("zone.changed", Map.of("name", "x"));
        var report = february();
        assertThat(texts(report.get("exceptions"), "exception")).isEqualTo(kind == null ? List.of() : List.of(kind));
        var ofTheChange = report.get("changes").get(0).get("exception");
        assertThat(ofTheChange.isNull() ? null : ofTheChange.asString()).isEqualTo(kind);
    }

    @Test
    void an_event_of_an_unknown_kind_is_shown_by_its_members() {
        log.registered("Shop");
        log.at("2026-02-10T00:00:00Z").ofZone("zone.painted", Map.of("colour", "red", "depth", 0.1));
        log.at(MARCH).ofZone("zone.changed", Map.of("name", "x"));
        var change = february().get("changes").get(0);
        assertThat(change.get("event").asString()).isEqualTo("zone.painted");
        assertThat(change.get("details").toString()).isEqualTo("{\"colour\":\"red\",\"depth\":0.1}");
    }

    @Test
    void token_holders_are_those_who_could_use_the_api_in_the_period() {
        log.registered("Shop");
        minted("ended", "z1", null);
        revoked("ended");
        minted("zone", "z1", null);
        minted("all", "*", null);
        minted("other", "z2", null);
        minted("expired", "z1", "2026-01-31T00:00:00Z");
        minted("expires", "z1", "2026-02-20T00:00:00Z");
        minted("later_revoked", "*", null);
        log.at("2026-02-10T00:00:00Z");
        revoked("later_revoked");
        log.at("2026-03-10T00:00:00Z");
        revoked("zone");
        minted("after", "z1", null);
        var report = february();
        var holders = report.get("token_holders");
        assertThat(texts(holders, "token_id")).containsExactly("zone", "all", "expires", "later_revoked");
        assertThat(texts(holders, "valid_at_end")).containsExactly("true", "true", "false", "false");
        assertThat(holders.get(3).get("revoked_at").asString()).isEqualTo("2026-02-10T00:00:00.000000Z");
        assertThat(ReportText.of(tables.database(), "JSON", "2025-01-01T00:00:00Z", MARCH))
                .doesNotContain("hash of");
    }

    private void minted(String id, String zone, @Nullable String expiresAt) {
        log.event(
                "admin_token.minted",
                id,
                "{\"tokenId\":\"%s\",\"zoneId\":\"%s\",\"name\":\"n\",\"capability\":\"read\",\"sha256\":\"hash of %s\",\"expiresAt\":%s}"
                        .formatted(id, zone, id, expiresAt == null ? "null" : "\"" + expiresAt + "\""));
    }

    private void revoked(String id) {
        log.event("admin_token.revoked", id, "{\"tokenId\":\"%s\",\"zoneId\":\"*\"}".formatted(id));
    }

    @Test
    void decisions_have_the_numbers_of_sealed_months_and_name_those_that_are_not() {
        log.registered("Shop");
        log.at("2026-02-20T00:00:00Z")
                .ofZone(
                        "decision_partition.sealed",
                        Map.of(
                                "month",
                                "2026-01",
                                "decisions",
                                10,
                                "allowed",
                                7,
                                "denied",
                                2,
                                "others",
                                1,
                                "digest",
                                "d"));
        log.at("2026-03-10T00:00:00Z").ofZone("decision_partition.sealed", Map.of("month", "2026-02", "decisions", 5));
        var decisions = ReportText.json(tables.database(), JANUARY, MARCH).get("decisions");
        assertThat(decisions.get(0).toString())
                .isEqualTo("{\"month\":\"2026-01\",\"sealed\":true,\"index\":2,\"decisions\":10,\"allowed\":7,"
                        + "\"denied\":2,\"others\":1,\"digest\":\"d\"}");
        assertThat(texts(decisions, "month")).containsExactly("2026-01", "2026-02");
        assertThat(texts(decisions, "sealed")).containsExactly("true", "false");
    }

    @Test
    void loads_are_those_reported_in_the_period_and_do_not_change_when_they_end() {
        log.registered("Shop");
        log.at("2026-03-10T00:00:00Z").ofZone("zone.changed", Map.of("name", "x"));
        for (var at : List.of("2026-01-31T23:59:59Z", "2026-02-10T00:00:00Z", "2026-03-01T00:00:00Z")) {
            log.write("insert into bridge.load (replica, incarnation, zone_id, activation_seq, from_at, recorded_at)"
                    + " values ('gw-' || extract(month from '%s'::timestamptz), 1, 'z1', 4, '%s', '%s')"
                            .formatted(at, at, at));
        }
        var loads = february().get("loads");
        assertThat(texts(loads, "decision_point")).containsExactly("gw-2");
        log.write("update bridge.load set to_at = '2026-02-11T00:00:00Z' where replica = 'gw-2'");
        assertThat(february().get("loads")).isEqualTo(loads);
    }

    @Test
    void completeness_has_a_digest_that_anyone_can_recompute_from_the_log() throws NoSuchAlgorithmException {
        log.registered("Shop");
        log.at("2026-02-10T00:00:00Z").ofZone("zone.changed", Map.of("name", "Zürich"));
        log.event("zone.registered", "z2", "{\"zoneId\":\"z2\",\"name\":\"other\"}");
        log.event("audit_retention.changed", "retention", "{\"zoneId\":\"*\",\"days\":30}");
        log.at(MARCH).ofZone("zone.changed", Map.of("name", "x"));
        var completeness = february().get("completeness");
        assertThat(completeness.get("events").asLong()).isEqualTo(2);
        assertThat(completeness.get("first_index").asLong()).isEqualTo(2);
        assertThat(completeness.get("last_index").asLong()).isEqualTo(4);
        assertThat(completeness.get("log_events").asLong()).isEqualTo(3);
        assertThat(completeness.get("gapless").asBoolean()).isTrue();
        assertThat(completeness.get("statement").asString()).contains("claim of the server", "no ledger");
        var written = new StringBuilder();
        for (var text : List.of(
                "2",
                "e2",
                "{\"name\":\"Zürich\",\"zoneId\":\"z1\"}",
                "{\"actor\":\"admin:ci\",\"requestId\":\"r2\"}",
                "4",
                "e4",
                "{\"zoneId\":\"*\",\"days\":30}",
                "{\"actor\":\"admin:ci\",\"requestId\":\"r4\"}")) {
            written.append(text.getBytes(StandardCharsets.UTF_8).length)
                    .append(':')
                    .append(text);
        }
        var digest =
                MessageDigest.getInstance("SHA-256").digest(written.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(completeness.get("digest").asString())
                .isEqualTo(HexFormat.of().formatHex(digest));
    }

    @Test
    void an_event_that_is_missing_from_the_log_is_a_gap() {
        log.registered("Shop");
        log.at("2026-02-10T00:00:00Z").ofZone("zone.changed", Map.of("name", "a"));
        log.ofZone("zone.changed", Map.of("name", "b"));
        log.ofZone("zone.changed", Map.of("name", "c"));
        log.at(MARCH).ofZone("zone.changed", Map.of("name", "x"));
        log.write("delete from events.domain_event where global_index = 3");
        assertThat(february().get("completeness").get("gapless").asBoolean()).isFalse();
        assertThat(ReportText.of(tables.database(), "HTML", FEBRUARY, MARCH)).contains("WITH A GAP");
    }

    @Test
    void the_beginning_of_the_period_is_part_of_it_and_its_end_is_not() {
        log.registered("Shop");
        log.at("2026-01-31T23:59:59.999999Z").ofZone("zone.changed", Map.of("name", "before"));
        log.at(FEBRUARY).ofZone("zone.changed", Map.of("name", "first"));
        log.at("2026-02-28T23:59:59.999999Z").ofZone("zone.changed", Map.of("name", "last"));
        log.at(MARCH).ofZone("zone.changed", Map.of("name", "after"));
        assertThat(february().get("changes"))
                .extracting(change -> change.at("/details/name").asString())
                .containsExactly("first", "last");
    }

    @Test
    void the_json_has_the_documented_form() {
        log.registered("Shop");
        log.at("2026-02-10T00:00:00Z").activated(1, "v1", "");
        log.at(MARCH).ofZone("zone.changed", Map.of("name", "x"));
        var json = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .build();
        var report = json.readValue(ReportText.of(tables.database(), "JSON", FEBRUARY, MARCH), ComplianceReport.class);
        assertThat(report.changes()).hasSize(1);
        assertThat(report.governing()).hasSize(2);
    }

    @Test
    void an_unknown_zone_is_refused() {
        assertRefused("zone_not_found", FEBRUARY, MARCH);
    }

    @Test
    void a_period_before_the_zone_is_refused() {
        log.at(MARCH).registered("Shop");
        assertRefused("instant_before_zone", FEBRUARY, MARCH);
    }

    @Test
    void a_period_that_is_not_over_is_refused() {
        log.registered("Shop");
        assertRefused("instant_in_future", FEBRUARY, Instant.now().toString());
        log.at("2099-01-01T00:00:00Z").ofZone("zone.changed", Map.of("name", "x"));
        assertThat(ReportText.json(tables.database(), FEBRUARY, "2099-01-01T00:00:00Z")
                        .get("changes"))
                .isEmpty();
        assertRefused("instant_in_future", FEBRUARY, "2099-01-01T00:00:00.000001Z");
    }

    private void assertRefused(String code, String from, String to) {
        var out = new ByteArrayOutputStream();
        assertThatThrownBy(() -> new ReportReader(tables.database())
                        .write(WrittenLog.ZONE, ReportText.request("HTML", from, to), out))
                .isInstanceOfSatisfying(
                        QueryRejection.class,
                        refused -> assertThat(refused.reason().code()).isEqualTo(code));
        assertThat(out.size()).isZero();
    }
}
