package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages that show the OpenAPI document come from this server and need nothing from another. */
@Tag("servers")
class DocsTest {

    private static final Pattern NAMED = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    private final Api api = Edict.shared().api();

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/docs/start.js", "/docs/swagger-ui-bundle.js", "/openapi.json"})
    void docs_require_a_token_unless_opened(String path) {
        api.get(path).expect(200);
        api.withToken(null).get(path).refused(401, "invalid_admin_token");
    }

    @Test
    void docs_reference_existing_files_only() {
        var page = api.get("/docs").expect(200).body();
        var named = NAMED.matcher(page).results().map(found -> found.group(1)).toList();
        assertThat(named).contains("docs/swagger-ui.css", "docs/swagger-ui-bundle.js", "docs/start.js");
        assertThat(named).filteredOn(name -> !name.startsWith("data:")).allSatisfy(name -> {
            var type = api.get("/" + name).expect(200).headers().firstValue("content-type");
            assertThat(type).hasValueSatisfying(value -> assertThat(value).startsWith("text/"));
        });
        assertThat(api.get("/docs/start.js").body()).contains("url: 'openapi.json'", "validatorUrl: null");
    }

    @Test
    void docs_let_a_browser_load_from_this_server_only() {
        var headers = api.get("/docs").expect(200).headers();
        var policy = headers.firstValue("content-security-policy").orElseThrow();
        assertThat(policy).startsWith("default-src 'none'; script-src 'self'; ").doesNotContain("http", "*");
        assertThat(headers.firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(headers.firstValue("referrer-policy")).hasValue("no-referrer");
        assertThat(api.get("/docs").body()).doesNotContainPattern("<script(?! src)| on[a-z]+=|<style");
    }
}
