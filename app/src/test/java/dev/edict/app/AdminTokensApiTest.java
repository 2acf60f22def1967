package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Admin tokens over HTTP: minted, used, revoked. */
@Tag("servers")
class AdminTokensApiTest {

    private final Edict edict = Edict.shared();
    private final Api api = edict.api();

    @Test
    void is_shown_once_and_kept_as_a_hash() {
        var minted = mint("write", null);
        var secret = minted.text("token");
        assertThat(secret).matches("cat_[A-Za-z0-9_-]{43}");
        assertThat(minted.json().propertyNames())
                .containsExactly(
                        "id",
                        "name",
                        "scope",
                        "capability",
                        "zone_id",
                        "created_by",
                        "created_at",
                        "expires_at",
                        "token");
        assertThat(api.get("/v1/admin-tokens").expect(200).body())
                .contains(minted.text("id"))
                .doesNotContain(secret);
        assertThat(edict.sql()
                        .sql("select string_agg(payload || metadata, '') from events.domain_event")
                        .query(String.class)
                        .single())
                .contains(minted.text("id"))
                .doesNotContain(secret);
    }

    @Test
    void lets_its_holder_in_under_its_own_name_until_it_is_revoked() {
        var minted = mint("write", null);
        var holder = api.withToken(minted.text("token"));
        var zone =
                holder.post("/v1/zones", Map.of("name", Api.uniqueName("zone"))).expect(201);
        assertThat(zone.text("created_by")).isEqualTo("admin:" + minted.text("id"));

        assertThat(api.delete("/v1/admin-tokens/" + minted.text("id"))
                        .expect(204)
                        .body())
                .isEmpty();

        holder.get("/v1/zones").refused(401, "invalid_admin_token");
        api.delete("/v1/admin-tokens/" + minted.text("id")).refused(404, "admin_token_not_found");
        var listed = listed(minted.text("id"));
        assertThat(listed.path("revoked_at").isNull()).isFalse();
        await("the note of its use")
                .until(() -> !listed(minted.text("id")).path("last_used_at").isNull());
    }

    @Test
    void token_is_accepted_although_its_last_use_cannot_be_recorded() {
        var holder = api.withToken(mint("read", null).text("token"));
        edict.owner()
                .sql("alter table command.admin_token add constraint broken check (last_used_at is null) not valid")
                .update();
        try {
            holder.get("/v1/zones").expect(200);
        } finally {
            edict.owner()
                    .sql("alter table command.admin_token drop constraint broken")
                    .update();
        }
    }

    @Test
    void token_that_expires_cannot_mint_a_token_that_expires_later() {
        var end = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
        var minter = api.withToken(
                api.post("/v1/admin-tokens", Map.of("name", "m", "scope", "global", "expires_at", end.toString()))
                        .expect(201)
                        .text("token"));
        var minted = minter.post("/v1/admin-tokens", Map.of("name", "n", "scope", "global"))
                .expect(201);
        assertThat(Instant.parse(minted.text("expires_at"))).isEqualTo(end);
        minter.post(
                        "/v1/admin-tokens",
                        Map.of(
                                "name",
                                "n",
                                "scope",
                                "global",
                                "expires_at",
                                end.plusSeconds(1).toString()))
                .refused(400, "invalid_admin_token_request");
    }

    @Test
    void token_revoked_while_its_command_waits_for_the_lock_changes_nothing() {
        var zone = api.governed(1);
        var minted = mint("write", null);
        var holder = api.withToken(minted.text("token"));
        var log = new LogHolder(edict);
        var revoked = log.queue(() -> api.delete("/v1/admin-tokens/" + minted.text("id")));
        var activated = log.queue(() -> holder.activate(
                zone.zoneId(), zone.policySetId(), zone.versionIds().get(0)));
        log.letGo();
        revoked.join().expect(204);
        activated.join().refused(401, "invalid_admin_token");
        assertThat(api.active(zone.zoneId()).json().path("governed").asBoolean())
                .isFalse();
    }

    @Test
    void is_good_for_what_it_was_minted_for_and_nothing_else() {
        var zone = api.zone();
        var reader = api.withToken(mint("read", null).text("token"));
        reader.get("/v1/zones/" + zone).expect(200);
        reader.post("/v1/zones", Map.of("name", "n")).refused(403, "admin_token_read_only");
        var insider = api.withToken(mint("write", zone).text("token"));
        insider.get("/v1/zones/" + zone).expect(200);
        insider.get("/v1/zones/" + api.zone()).refused(403, "admin_token_zone_mismatch");
        insider.get("/v1/zones").refused(403, "admin_token_zone_mismatch");
        var approver = api.withToken(mint("approve", null).text("token"));
        approver.get("/v1/zones").expect(200);
        approver.delete("/v1/zones/" + zone).refused(403, "admin_token_approve_only");
    }

    @Test
    void is_good_for_nothing_once_it_has_expired() {
        var minted = mint("read", null);
        edict.owner()
                .sql("update command.admin_token set expires_at = now() - interval '1 second' where token_id = :id")
                .param("id", minted.text("id"))
                .update();
        api.withToken(minted.text("token")).get("/v1/zones").refused(401, "invalid_admin_token");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                                                                     | 400 | invalid_admin_token_request
                    {"name":"n","scope":"galaxy"}                                          | 400 | invalid_admin_token_request
                    {"name":"n","scope":"global","surprise":1}                             | 400 | invalid_admin_token_request
                    {"name":"n","scope":"global","capability":"all"}                       | 400 | invalid_admin_token_request
                    {"name":"n","scope":"global","expires_at":"2020-01-01T00:00:00Z"}      | 400 | invalid_admin_token_request
                    nonsense                                                               | 400 | invalid_admin_token_request
                    {"name":"n","scope":"zone"}                                            | 400 | zone_id_required
                    {"name":"n","scope":"global","zone_id":"z1"}                           | 400 | zone_id_not_allowed_for_global
                    {"name":"n","scope":"zone","zone_id":"nowhere"}                        | 404 | zone_not_found
                    """)
    void invalid_token_request_is_refused_with_its_own_code(String body, int status, String code) {
        api.postRaw("/v1/admin-tokens", body, "application/json").refused(status, code);
    }

    private Api.Answer mint(String capability, @Nullable String zoneId) {
        var body = new HashMap<String, Object>(Map.of("name", Api.uniqueName("token"), "capability", capability));
        body.put("scope", zoneId == null ? "global" : "zone");
        if (zoneId != null) {
            body.put("zone_id", zoneId);
        }
        return api.post("/v1/admin-tokens", body).expect(201);
    }

    private tools.jackson.databind.JsonNode listed(String id) {
        return api.get("/v1/admin-tokens?limit=500")
                .json()
                .path("items")
                .valueStream()
                .filter(item -> item.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
