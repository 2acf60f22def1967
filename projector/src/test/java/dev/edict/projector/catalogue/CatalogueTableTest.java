package dev.edict.projector.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.catalogue.CatalogueReplaced;
import dev.edict.projector.Views;
import dev.edict.projector.tables.ViewWriter;
import java.time.Instant;
import java.util.List;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("servers")
class CatalogueTableTest {

    private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123456Z");
    private static final String SHA_OF_ONE = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed";
    private static final String SHA_OF_TWO = "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3";

    private final Views views = new Views();
    private final CatalogueProjector projector = new CatalogueProjector(ViewWriter.immediate(views.database()));

    @BeforeEach
    void texts() {
        views.sql()
                .sql("insert into events.content values ('%s', 'one'), ('%s', 'two')".formatted(SHA_OF_ONE, SHA_OF_TWO))
                .update();
    }

    @Test
    void a_zone_has_its_newest_catalogue_and_who_replaced_it() {
        replace(1, SHA_OF_ONE);
        assertThat(catalogues()).containsExactly("z1 1 one " + SHA_OF_ONE + " admin:test");
        replace(2, SHA_OF_TWO);
        assertThat(catalogues()).containsExactly("z1 2 two " + SHA_OF_TWO + " admin:test");
        assertThat(views.rows("select replaced_at at time zone 'UTC' from catalogues"))
                .containsExactly("2026-01-01 00:00:00.123456");
    }

    @Test
    void rejects_a_catalogue_whose_text_the_log_does_not_have() {
        assertThatThrownBy(() -> replace(1, "unknown"))
                .hasMessageContaining("the log has no text with the SHA-256 unknown of the catalogue of zone z1");
    }

    @Test
    void rejects_a_catalogue_whose_text_was_changed_in_the_log() {
        views.sql()
                .sql("alter table events.content disable trigger all;"
                        + " update events.content set content = 'other' where content = 'one'")
                .update();
        assertThatThrownBy(() -> replace(1, SHA_OF_ONE)).hasMessageContaining("it is missing or was changed");
    }

    private void replace(long version, String sha256) {
        projector.on(
                new CatalogueReplaced("z1", version, sha256, 3, 1, 2, 3), AT, MetaData.with("actor", "admin:test"));
    }

    private List<String> catalogues() {
        return views.rows("select zone_id, catalogue_version, content, content_sha256, replaced_by from catalogues");
    }
}
