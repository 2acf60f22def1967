package dev.edict.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.Edict;
import dev.edict.command.content.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets into the console, and by what no attacker does. */
@Tag("servers")
class ConsoleAccessTest {

    private static final String COOKIE = "edict-session";
    private static final String SIGN_IN = "/console/sign-in";
    private static final String ZONES = "/console/zones";

    private final Edict edict = Edict.shared();
    private final Pages pages = new Pages(edict.port());

    @Test
    void the_address_itself_leads_to_the_sign_in_page_and_then_to_the_zones() {
        assertThat(pages.get("/").header("location")).endsWith(ZONES);
        var away = pages.get(ZONES);
        assertThat(away.status()).isEqualTo(303);
        assertThat(away.header("location")).isEqualTo("/console/sign-in?next=%2Fconsole%2Fzones");
        var signedIn = pages.signIn(edict.token());
        assertThat(signedIn.status()).isEqualTo(303);
        assertThat(signedIn.header("location")).endsWith(ZONES);
        assertThat(pages.get(ZONES).status()).isEqualTo(200);
    }

    @Test
    void the_cookie_is_for_this_host_and_no_script_reads_it() {
        var flags = pages.signIn(edict.token()).header("set-cookie");
        assertThat(flags).contains("HttpOnly", "SameSite=Strict", "Path=/").doesNotContain("Domain", "Expires");
        assertThat(pages.cookie(COOKIE)).hasSize(43);
        assertThat(edict.sql()
                        .sql(
                                "select count(*) from command.console_session where sha256 = :secret or token_sha256 = :secret")
                        .param("secret", pages.cookie(COOKIE))
                        .query(Integer.class)
                        .single())
                .as("the secret itself is stored nowhere")
                .isZero();
    }

    @Test
    void behind_tls_the_cookie_is_bound_to_the_host_and_to_tls() {
        try (var behindTls = edict.another(Map.of("edict.console.public-url", "https://edict.example.com"))) {
            var visitor = new Pages(behindTls.port());
            assertThat(visitor.signIn(edict.token()).header("set-cookie"))
                    .startsWith("__Host-edict-session=")
                    .contains("Secure", "HttpOnly", "SameSite=Strict", "Path=/");
            var origin = Map.of("origin", "https://edict.example.com");
            assertThat(visitor.post(
                                    "/console/sign-out",
                                    Map.of("_csrf", visitor.get(ZONES).csrf()),
                                    origin)
                            .status())
                    .isEqualTo(303);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unknown-token", "cat_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void an_unknown_token_opens_nothing(String token) {
        var refused = pages.signIn(token);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body()).contains("This token is unknown, expired or revoked");
        assertThat(pages.cookie(COOKIE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"replica", "decide"})
    void a_token_of_a_machine_signs_nobody_in(String capability) {
        var refused = pages.signIn(mint("global", null, capability).token());
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("belongs to a decision point");
        assertThat(pages.cookie(COOKIE)).isEmpty();
    }

    @Test
    void a_session_that_was_planted_before_is_worth_nothing_after() {
        var planted = "p".repeat(43);
        pages.plant(COOKIE, planted);
        pages.signIn(edict.token());
        assertThat(pages.cookie(COOKIE)).isNotEqualTo(planted);
        var attacker = new Pages(edict.port());
        attacker.plant(COOKIE, planted);
        assertThat(attacker.get(ZONES).status()).isEqualTo(303);
    }

    @Test
    void signing_in_again_ends_the_session_before() {
        pages.signIn(edict.token());
        var before = pages.cookie(COOKIE);
        pages.signIn(edict.token());
        var other = new Pages(edict.port());
        other.plant(COOKIE, before);
        assertThat(other.get(ZONES).status()).isEqualTo(303);
    }

    @Test
    void signing_out_ends_the_session_everywhere() {
        pages.signIn(edict.token());
        var other = new Pages(edict.port());
        other.plant(COOKIE, pages.cookie(COOKIE));
        assertThat(other.get(ZONES).status()).isEqualTo(200);
        assertThat(pages.submit(ZONES, "/console/sign-out", Map.of()).status()).isEqualTo(303);
        assertThat(other.get(ZONES).status()).isEqualTo(303);
    }

    @Test
    void a_token_that_is_revoked_in_mid_session_ends_it() {
        var token = mint("global", null, "read");
        pages.signIn(token.token());
        assertThat(pages.get(ZONES).status()).isEqualTo(200);
        edict.api().delete("/v1/admin-tokens/" + token.id()).expect(204);
        assertThat(pages.get(ZONES).status()).isEqualTo(303);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "last_used_at = now() - interval '61 minutes'",
                "expires_at = expires_at - interval '12 hours 1 second'"
            })
    void a_session_ends_after_an_hour_without_use_and_after_twelve_hours(String later) {
        pages.signIn(edict.token());
        assertThat(pages.get(ZONES).status()).isEqualTo(200);
        edict.owner()
                .sql("update command.console_session set " + later + " where sha256 = :session")
                .param("session", Sha256.hex(pages.cookie(COOKIE)))
                .update();
        assertThat(pages.get(ZONES).status()).isEqualTo(303);
    }

    @Test
    void a_form_without_its_token_changes_nothing() {
        pages.signIn(edict.token());
        var refused = pages.post(ZONES, Map.of("name", "Forged"), Map.of("origin", pages.origin()));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("expired_form");
        assertThat(pages.get(ZONES).body()).doesNotContain("Forged");
    }

    @Test
    void a_form_of_another_session_changes_nothing() {
        pages.signIn(edict.token());
        var other = new Pages(edict.port());
        other.signIn(edict.token());
        var forged = Map.of("name", "Forged", "_csrf", other.get(ZONES).csrf());
        assertThat(pages.post(ZONES, forged, Map.of("origin", pages.origin())).status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://127.0.0.1:1"})
    void a_form_that_another_site_sends_changes_nothing(String origin) {
        pages.signIn(edict.token());
        var form = Map.of("name", "Forged", "_csrf", pages.get(ZONES).csrf());
        var refused = pages.post(ZONES, form, Map.of("origin", origin));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("foreign_origin");
        assertThat(pages.get(ZONES).body()).doesNotContain("Forged");
    }

    @Test
    void a_form_without_an_origin_changes_nothing() {
        pages.signIn(edict.token());
        var form = Map.of("name", "Forged", "_csrf", pages.get(ZONES).csrf());
        assertThat(pages.post(ZONES, form, Map.of()).status()).isEqualTo(403);
    }

    @Test
    void no_site_frames_a_page_and_nothing_inline_runs_in_it() {
        pages.signIn(edict.token());
        var page = pages.get(ZONES);
        assertThat(page.header("content-security-policy"))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                .contains("base-uri 'none'", "form-action 'self'")
                .doesNotContain("unsafe");
        assertThat(page.header("x-frame-options")).isEqualTo("DENY");
        assertThat(page.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(page.header("cross-origin-opener-policy")).isEqualTo("same-origin");
        assertThat(page.header("cache-control")).contains("no-store");
    }

    @Test
    void a_page_is_sent_compressed_with_another_form_token_each_time_and_the_api_is_not() {
        pages.signIn(edict.token());
        var compressed = Map.of("accept-encoding", "gzip");
        assertThat(pages.send("GET", ZONES, null, compressed).header("content-encoding"))
                .isEqualTo("gzip");
        assertThat(pages.get(ZONES).csrf()).isNotEqualTo(pages.get(ZONES).csrf());
        assertThat(edict.api()
                        .send("GET", "/openapi.json", null, compressed)
                        .headers()
                        .firstValue("content-encoding"))
                .isEmpty();
    }

    @Test
    void a_host_name_that_somebody_pointed_here_is_refused() throws IOException {
        assertThat(statusFor("evil.example")).isEqualTo(421);
        assertThat(statusFor("evil.example:" + edict.port())).isEqualTo(421);
        assertThat(statusFor("localhost:" + edict.port())).isEqualTo(200);
        assertThat(statusFor("127.0.0.1:" + edict.port())).isEqualTo(200);
    }

    private int statusFor(String host) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), edict.port())) {
            socket.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                            .formatted(SIGN_IN, host)
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.substring(9, 12));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/console/zones",
                "//evil.example/console/",
                "/\\evil.example",
                "/console/\\evil.example",
                "/console/zones\r\nset-cookie: a=b",
                "javascript:alert(1)",
                "/v1/zones"
            })
    void signing_in_leads_to_no_other_place(String next) {
        var form = Map.of("token", edict.token(), "next", next);
        assertThat(pages.submit(SIGN_IN, SIGN_IN, form).header("location")).isIn(ZONES, pages.origin() + ZONES);
    }

    @Test
    void a_page_takes_no_bearer_token_and_the_api_takes_no_cookie() {
        var bearer = Map.of("authorization", "Bearer " + edict.token());
        assertThat(pages.send("GET", ZONES, null, bearer).status()).isEqualTo(303);
        pages.signIn(edict.token());
        assertThat(pages.get("/v1/zones").status()).isEqualTo(401);
    }

    @Test
    void a_token_of_one_zone_sees_that_zone_and_learns_nothing_about_others() {
        var own = edict.api().zone();
        var other = edict.api().zone();
        pages.signIn(mint("zone", own, "write").token());
        assertThat(pages.get(ZONES).body()).contains(own).doesNotContain(other);
        assertThat(pages.get("/console/zones/" + own).status()).isEqualTo(200);
        for (var zone : new String[] {other, "no-such-zone"}) {
            var refused = pages.get("/console/zones/" + zone);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body()).contains("admin_token_zone_mismatch");
        }
    }

    @Test
    void what_a_token_may_not_do_is_disabled_with_the_reason() {
        var zone = edict.api().zone();
        pages.signIn(mint("global", null, "read").token());
        assertThat(pages.get("/console/zones/%s/policies/new".formatted(zone)).body())
                .contains("disabled", "This token is read-only");
    }

    @Test
    void turned_off_there_is_no_console() {
        try (var without = edict.another(Map.of("edict.console.enabled", "off"))) {
            var visitor = new Pages(without.port());
            assertThat(visitor.get(SIGN_IN).status()).isEqualTo(404);
            assertThat(visitor.get("/console/assets/console.css").status()).isEqualTo(404);
            assertThat(visitor.get(ZONES).status()).isEqualTo(404);
        }
    }

    private record Minted(String id, String token) {}

    private Minted mint(String scope, @org.jspecify.annotations.Nullable String zoneId, String capability) {
        var body = new java.util.HashMap<String, Object>(
                Map.of("name", "console test", "scope", scope, "capability", capability));
        if (zoneId != null) {
            body.put("zone_id", zoneId);
        }
        var minted = edict.api().post("/v1/admin-tokens", body).expect(201);
        return new Minted(minted.text("id"), minted.text("token"));
    }
}
