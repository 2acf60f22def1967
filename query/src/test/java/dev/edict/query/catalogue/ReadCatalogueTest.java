package dev.edict.query.catalogue;

import static dev.edict.query.Tables.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.ContentCorrupted;
import dev.edict.query.QueryRejection;
import dev.edict.query.Slice;
import dev.edict.query.Tables;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

@Tag("servers")
class ReadCatalogueTest {

    private static final String PATH = "/v1/zones/z1/catalogue";
    private static final String CONTENT =
            """
            {"applications":[{"id":"app-1","name":"Ledger"},{"id":"app-2"}],\
            "resources":[{"identifier":"resource://ledger","scopes":["a","b"],"tiered_scopes":["b"]},\
            {"identifier":"resource://cards","scopes":[]}],"terms":[{"term":"old","replaced_by":"new"}]}""";

    private final Tables tables = new Tables();
    private final Slice http = slice("managed");

    private Slice slice(String mode) {
        return new Slice(new CatalogueController(new CatalogueReader(tables.database(), mode)));
    }

    @BeforeEach
    void zones() {
        tables.zone("z1", START);
        tables.zone("z2", START);
    }

    @Test
    void a_zone_that_never_had_one_has_an_empty_one_of_version_0() {
        assertThat(http.get(PATH))
                .hasToString("{\"zone_id\":\"z1\",\"source\":\"managed\",\"catalogue_version\":0,"
                        + "\"applications\":[],\"resources\":[],\"terms\":[]}");
        assertThat(http.send(HttpMethod.GET, PATH)).hasHeader("ETag", "\"k0\"");
    }

    @Test
    void a_catalogue_is_read_as_it_was_given_with_its_version_and_who_gave_it() {
        tables.catalogue("z1", 7, CONTENT);
        tables.catalogue("z2", 8, "{\"applications\":[],\"resources\":[],\"terms\":[]}");
        assertThat(http.get(PATH))
                .hasToString("{\"zone_id\":\"z1\",\"source\":\"managed\",\"catalogue_version\":7,"
                        + "\"replaced_at\":\"2026-01-01T00:00:00.123Z\",\"replaced_by\":\"admin:a\","
                        + CONTENT.substring(1));
        assertThat(http.send(HttpMethod.GET, PATH)).hasHeader("ETag", "\"k7\"");
    }

    @Test
    void a_client_that_has_the_newest_catalogue_does_not_get_it_again() {
        tables.catalogue("z1", 7, CONTENT);
        assertThat(http.sendWith(PATH, "If-None-Match", "\"k7\"")).hasStatus(HttpStatus.NOT_MODIFIED);
        assertThat(http.sendWith(PATH, "If-None-Match", "\"k6\"")).hasStatusOk();
    }

    @Test
    void a_catalogue_that_is_not_the_one_given_is_never_served() {
        tables.catalogue("z1", 7, CONTENT);
        tables.change("update views.catalogues set content = '{}'");
        assertThat(http.send(HttpMethod.GET, PATH).getUnresolvedException())
                .hasCauseInstanceOf(ContentCorrupted.class)
                .hasMessageContaining("the catalogue of zone z1");
    }

    @Test
    void an_unknown_or_archived_zone_has_no_catalogue() {
        tables.catalogue("z2", 1, CONTENT);
        tables.archive("registered_zones", "z2");
        for (var zone : new String[] {"z2", "z9"}) {
            var path = "/v1/zones/%s/catalogue".formatted(zone);
            assertThat(http.refused(path).reason()).isEqualTo(QueryRejection.Reason.ZONE_NOT_FOUND);
            assertThat(http.sendWith(path, "If-None-Match", "\"k1\"").getUnresolvedException())
                    .hasCauseInstanceOf(QueryRejection.class);
        }
    }

    @Test
    void there_is_none_where_catalogues_are_off() {
        tables.catalogue("z1", 7, CONTENT);
        assertThat(slice("off").refused(PATH)).hasMessageContaining("EDICT_CATALOGUE is off");
    }
}
