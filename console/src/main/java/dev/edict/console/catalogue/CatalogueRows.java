package dev.edict.console.catalogue;

import dev.edict.query.catalogue.ZoneCatalogue;
import dev.edict.query.catalogue.ZoneCatalogue.CataloguedApplication;
import dev.edict.query.catalogue.ZoneCatalogue.CataloguedResource;
import dev.edict.query.catalogue.ZoneCatalogue.CataloguedTerm;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of a catalogue that a filter leaves, at most 100 of each kind. */
record CatalogueRows(
        Part<CataloguedApplication> applications, Part<ResourceRow> resources, Part<CataloguedTerm> terms) {

    static final int MOST = 100;

    /** Of a resource; a page with all scopes of 100 resources would have 50,000. */
    static final int MOST_SCOPES = 50;

    /**
     * Rows of one kind.
     *
     * @param all how many the filter leaves
     */
    record Part<T>(List<T> rows, int all) {

        static <T> Part<T> of(Stream<T> matching) {
            var all = matching.toList();
            return new Part<>(all.subList(0, Math.min(MOST, all.size())), all.size());
        }

        public boolean cut() {
            return all > rows.size();
        }
    }

    /** A scope of a resource, and whether it should have a tier. */
    record ScopeRow(String name, boolean tiered) {}

    /**
     * A resource with its first scopes.
     *
     * @param more how many further scopes it has
     */
    record ResourceRow(String identifier, List<ScopeRow> scopes, int more) {

        static ResourceRow of(CataloguedResource resource) {
            var tiered = resource.tieredScopes() == null ? List.<String>of() : resource.tieredScopes();
            return new ResourceRow(
                    resource.identifier(),
                    resource.scopes().stream()
                            .limit(MOST_SCOPES)
                            .map(scope -> new ScopeRow(scope, tiered.contains(scope)))
                            .toList(),
                    Math.max(0, resource.scopes().size() - MOST_SCOPES));
        }
    }

    /** Rows with a name that contains the text, ignoring case; all without a text. */
    static CatalogueRows of(ZoneCatalogue catalogue, @Nullable String text) {
        return new CatalogueRows(
                Part.of(catalogue.applications().stream()
                        .filter(application -> matches(text, application.id(), application.name()))),
                Part.of(catalogue.resources().stream()
                        .filter(resource -> matches(text, resource.identifier())
                                || resource.scopes().stream().anyMatch(scope -> matches(text, scope)))
                        .map(ResourceRow::of)),
                Part.of(catalogue.terms().stream().filter(term -> matches(text, term.term(), term.replacedBy()))));
    }

    private static boolean matches(@Nullable String text, @Nullable String... names) {
        return text == null
                || Stream.of(names)
                        .anyMatch(name ->
                                name != null && name.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)));
    }
}
