package dev.edict.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.Api;
import dev.edict.app.Edict;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The catalogue of a zone in the console: looked at, filtered, replaced, compared with what governs. */
@Tag("servers")
class CataloguePageTest {

    private static final Edict EDICT = Edict.shared();
    private static final String CONTENT =
            """
            {"applications": [{"id": "app-1", "name": "Ledger"}, {"id": "app-mail"}],
             "resources": [{"identifier": "resource://ledger", "scopes": ["ledger:write"], "tiered_scopes": ["ledger:write"]}],
             "terms": [{"term": "books", "replaced_by": "resource://ledger"}]}""";

    private final Api api = EDICT.api();
    private final Pages pages = new Pages(EDICT.port());
    private final Api.Governed zone = api.governed(1);
    private final String path = "/console/zones/%s/catalogue".formatted(zone.zoneId());

    @BeforeEach
    void sign_in() {
        pages.signIn(EDICT.token());
    }

    @Test
    void a_catalogue_is_stored_as_the_next_version_and_shown_in_tables_that_a_filter_shortens() {
        assertThat(store(CONTENT, "k0").status()).isEqualTo(302);
        var shown = pages.get(path).body();
        assertThat(shown)
                .contains("Version 1", "Edict keeps this catalogue", "Applications (2)", "Resources (1)")
                .contains("should have a tier", "Deprecated terms (1)");
        assertThat(pages.get(path + "?name=ledger").body())
                .contains("Applications (1)", "Resources (1)", "Deprecated terms (1)")
                .doesNotContain("<code>app-mail</code>");
    }

    @Test
    void a_text_that_was_read_before_another_change_replaces_nothing() {
        store(CONTENT, "k0");
        var refused = store(CONTENT.replace("app-mail", "app-post"), "k0");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body())
                .contains(
                        "precondition_failed", "Somebody replaced the catalogue after this text was read", "app-post");
        assertThat(api.get("/v1/zones/%s/catalogue".formatted(zone.zoneId())).body())
                .contains("app-mail")
                .doesNotContain("app-post");
    }

    @Test
    void what_is_invalid_is_shown_with_its_place_and_kept_in_the_editor() {
        assertThat(store("{\"applications\": [}", "k0").body()).contains("invalid_json", "line 1, column");
        assertThat(store("{\"applications\": [], \"resources\": [{\"identifier\": \"r\"}]}", "k0")
                        .body())
                .contains("invalid_catalogue", "resources.0.scopes: must not be null");
        assertThat(store("null", "k0").body()).contains("invalid_json");
        assertThat(store(CONTENT, "z0").body()).contains("invalid_form");
    }

    @Test
    void what_the_governing_documents_name_is_compared_with_it() {
        api.activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(0))
                .expect(202);
        assertThat(pages.get(path).body()).contains("The zone has no catalogue yet");
        store(CONTENT, "k0");
        assertThat(pages.get(path).body()).contains("unknown_scope", "the scope ledger:read, which the catalogue");
        assertThat(pages.get("/console/zones/%s/deploy".formatted(zone.zoneId()))
                        .body())
                .contains("unknown_scope");
    }

    @Test
    void the_editor_begins_with_the_catalogue_and_the_version_that_it_is_of() {
        store(CONTENT, "k0");
        assertThat(pages.get(path + "/edit").body())
                .contains("name=\"version\" value=\"k1\"", "&quot;app-mail&quot;", "data-editor=\"k1\"");
    }

    @Test
    void an_unknown_zone_has_no_such_page() {
        assertThat(pages.get("/console/zones/no-such-zone/catalogue").status()).isEqualTo(404);
    }

    private Pages.Shown store(String content, String version) {
        return pages.submit(path + "/edit", path, Map.of("content", content, "version", version));
    }
}
