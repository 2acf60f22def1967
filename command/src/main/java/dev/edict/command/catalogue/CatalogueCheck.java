package dev.edict.command.catalogue;

import static dev.edict.command.catalogue.CatalogueContent.LONGEST_NAME;
import static dev.edict.command.catalogue.CatalogueContent.MOST_APPLICATIONS;
import static dev.edict.command.catalogue.CatalogueContent.MOST_RESOURCES;
import static dev.edict.command.catalogue.CatalogueContent.MOST_SCOPES;
import static dev.edict.command.catalogue.CatalogueContent.MOST_TERMS;
import static dev.edict.command.catalogue.CatalogueContent.UNKNOWN;
import static dev.edict.command.catalogue.InvalidCatalogue.shown;

import dev.edict.command.catalogue.CatalogueContent.Application;
import dev.edict.command.catalogue.CatalogueContent.Resource;
import dev.edict.command.catalogue.CatalogueContent.Term;
import dev.edict.command.naming.NameText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks a catalogue, and ends with the first part that is invalid. */
final class CatalogueCheck {

    private static final String APPLICATIONS = "applications";
    private static final String RESOURCES = "resources";
    private static final String TERMS = "terms";
    private static final String MISSING = "must not be null";

    private final List<String> parents;

    /** @param parents the members above the catalogue in what was given */
    CatalogueCheck(String... parents) {
        this.parents = List.of(parents);
    }

    /** @throws dev.edict.command.api.Rejection {@code invalid_catalogue}, with the path of the invalid part */
    void require(CatalogueContent catalogue) {
        noUnknown(catalogue.unknown());
        applications(bounded(catalogue.applications(), MOST_APPLICATIONS, APPLICATIONS));
        resources(bounded(catalogue.resources(), MOST_RESOURCES, RESOURCES));
        if (catalogue.terms() != null) {
            terms(bounded(catalogue.terms(), MOST_TERMS, TERMS));
        }
    }

    private void applications(List<Application> applications) {
        var seen = new HashSet<String>();
        for (int at = 0; at < applications.size(); at++) {
            var application = given(applications.get(at), APPLICATIONS, index(at));
            noUnknown(application.unknown(), APPLICATIONS, index(at));
            unique(seen, name(application.id(), APPLICATIONS, index(at), "id"), APPLICATIONS, index(at), "id");
            if (application.name() != null) {
                readable(name(application.name(), APPLICATIONS, index(at), "name"), APPLICATIONS, index(at), "name");
            }
        }
    }

    private void resources(List<Resource> resources) {
        var seen = new HashSet<String>();
        for (int at = 0; at < resources.size(); at++) {
            var resource = given(resources.get(at), RESOURCES, index(at));
            noUnknown(resource.unknown(), RESOURCES, index(at));
            unique(
                    seen,
                    name(resource.identifier(), RESOURCES, index(at), "identifier"),
                    RESOURCES,
                    index(at),
                    "identifier");
            tieredScopes(resource, scopes(resource.scopes(), RESOURCES, index(at), "scopes"), at);
        }
    }

    private void tieredScopes(Resource resource, Set<String> scopes, int at) {
        if (resource.tieredScopes() == null) {
            return;
        }
        for (var scope : scopes(resource.tieredScopes(), RESOURCES, index(at), "tiered_scopes")) {
            if (!scopes.contains(scope)) {
                throw invalid(
                        "\"%s\" is no scope of the resource".formatted(shown(scope)),
                        RESOURCES,
                        index(at),
                        "tiered_scopes");
            }
        }
    }

    private Set<String> scopes(@Nullable List<String> scopes, String... path) {
        var seen = new LinkedHashSet<String>();
        var given = bounded(scopes, MOST_SCOPES, path);
        for (int at = 0; at < given.size(); at++) {
            unique(seen, name(given.get(at), below(path, index(at))), below(path, index(at)));
        }
        return seen;
    }

    private void terms(List<Term> terms) {
        var places = new HashMap<String, Integer>();
        var replacements = new HashMap<String, String>();
        for (int at = 0; at < terms.size(); at++) {
            var term = given(terms.get(at), TERMS, index(at));
            noUnknown(term.unknown(), TERMS, index(at));
            var name = name(term.term(), TERMS, index(at), "term");
            if (places.putIfAbsent(name, at) != null) {
                throw twice(name, TERMS, index(at), "term");
            }
            var replacement = name(term.replacedBy(), TERMS, index(at), "replaced_by");
            if (name.equals(replacement)) {
                throw invalid("a term cannot replace itself", TERMS, index(at), "replaced_by");
            }
            replacements.put(name, replacement);
        }
        new TermCycles(replacements).first().ifPresent(cycle -> {
            throw invalid(
                    "the terms replace each other in a cycle: " + TermCycles.shown(cycle),
                    TERMS,
                    index(places.getOrDefault(cycle.get(0), 0)),
                    "replaced_by");
        });
    }

    private <T> T given(@Nullable T element, String... path) {
        if (element == null) {
            throw invalid(MISSING, path);
        }
        return element;
    }

    private <T extends @Nullable Object> List<T> bounded(@Nullable List<T> list, int most, String... path) {
        var given = given(list, path);
        if (given.size() > most) {
            throw invalid("expected at most %,d elements, not %,d".formatted(most, given.size()), path);
        }
        return given;
    }

    private String name(@Nullable String name, String... path) {
        var given = given(name, path);
        if (given.isEmpty() || given.codePointCount(0, given.length()) > LONGEST_NAME) {
            throw invalid("expected 1 to %d characters".formatted(LONGEST_NAME), path);
        }
        return given;
    }

    private void readable(String name, String... path) {
        NameText.flaw(name).ifPresent(flaw -> {
            throw invalid(flaw, path);
        });
    }

    private void unique(Set<String> seen, String name, String... path) {
        if (!seen.add(name)) {
            throw twice(name, path);
        }
    }

    private RuntimeException twice(String name, String... path) {
        return invalid("\"%s\" is given twice".formatted(shown(name)), path);
    }

    private void noUnknown(@Nullable Map<String, Object> unknown, String... path) {
        if (unknown != null && !unknown.isEmpty()) {
            throw invalid(UNKNOWN, below(path, shown(unknown.keySet().iterator().next())));
        }
    }

    private RuntimeException invalid(String message, String... path) {
        return InvalidCatalogue.at(
                Stream.concat(parents.stream(), Stream.of(path)).toList(), message);
    }

    private static String[] below(String[] path, String step) {
        return Stream.concat(Stream.of(path), Stream.of(step)).toArray(String[]::new);
    }

    private static String index(int at) {
        return String.valueOf(at);
    }
}
