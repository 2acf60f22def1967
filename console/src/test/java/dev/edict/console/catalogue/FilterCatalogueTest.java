package dev.edict.console.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.catalogue.ZoneCatalogue;
import dev.edict.query.catalogue.ZoneCatalogue.CataloguedApplication;
import dev.edict.query.catalogue.ZoneCatalogue.CataloguedResource;
import dev.edict.query.catalogue.ZoneCatalogue.CataloguedTerm;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FilterCatalogueTest {

    private static final ZoneCatalogue CATALOGUE = new ZoneCatalogue(
            "z1",
            "managed",
            1,
            null,
            null,
            List.of(new CataloguedApplication("app-1", "Ledger"), new CataloguedApplication("app-2", null)),
            List.of(
                    new CataloguedResource("resource://ledger", List.of("read", "pay"), List.of("pay")),
                    new CataloguedResource("resource://cards", List.of("ledger:sync"), null),
                    new CataloguedResource("resource://mail", List.of(), null)),
            List.of(new CataloguedTerm("books", "resource://ledger"), new CataloguedTerm("old", "new")));

    @Test
    void without_a_text_every_row_is_shown() {
        var rows = CatalogueRows.of(CATALOGUE, null);
        assertThat(rows.applications().rows()).hasSize(2);
        assertThat(rows.resources().rows()).hasSize(3);
        assertThat(rows.terms().rows()).hasSize(2);
        assertThat(rows.resources().cut()).isFalse();
    }

    @Test
    void a_row_is_left_if_any_of_its_names_contains_the_text_in_whatever_case() {
        var rows = CatalogueRows.of(CATALOGUE, "LEDGER");
        assertThat(rows.applications().rows())
                .extracting(CataloguedApplication::id)
                .containsExactly("app-1");
        assertThat(rows.resources().rows())
                .extracting(CatalogueRows.ResourceRow::identifier)
                .containsExactly("resource://ledger", "resource://cards");
        assertThat(rows.terms().rows()).extracting(CataloguedTerm::term).containsExactly("books");
    }

    @Test
    void a_scope_that_should_have_a_tier_is_marked() {
        assertThat(CatalogueRows.of(CATALOGUE, null).resources().rows().get(0).scopes())
                .containsExactly(new CatalogueRows.ScopeRow("read", false), new CatalogueRows.ScopeRow("pay", true));
    }

    @Test
    void a_page_has_at_most_a_hundred_rows_of_each_kind_and_fifty_scopes_of_a_resource() {
        var scopes = IntStream.range(0, 500).mapToObj(n -> "s" + n).toList();
        var resources = IntStream.range(0, 20_000)
                .mapToObj(n -> new CataloguedResource("r" + n, scopes, null))
                .toList();
        var rows = CatalogueRows.of(
                new ZoneCatalogue("z1", "managed", 1, null, null, List.of(), resources, List.of()), null);
        assertThat(rows.resources().rows()).hasSize(100);
        assertThat(rows.resources().all()).isEqualTo(20_000);
        assertThat(rows.resources().cut()).isTrue();
        assertThat(rows.resources().rows()).allSatisfy(row -> {
            assertThat(row.scopes()).hasSize(50);
            assertThat(row.more()).isEqualTo(450);
        });
    }
}
