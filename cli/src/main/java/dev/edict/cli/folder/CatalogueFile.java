package dev.edict.cli.folder;

import dev.edict.cli.yaml.YamlObject;
import dev.edict.cli.yaml.YamlValue;
import dev.edict.decision.catalogue.Catalogue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/** Reads a catalogue, with the bounds of the API. */
final class CatalogueFile {

    private static final int MOST_APPLICATIONS = 5_000;
    private static final int MOST_RESOURCES = 20_000;
    private static final int MOST_SCOPES = 500;
    private static final int MOST_TERMS = 5_000;
    private static final int LONGEST_NAME = 512;

    private CatalogueFile() {}

    /**
     * What the documents of the zone may name.
     *
     * @throws dev.edict.cli.io.InvalidFile with the place, if a zone would not take the catalogue
     */
    static Catalogue of(YamlValue value) {
        var members = value.object().onlyWith("applications", "resources", "terms");
        return new Catalogue(
                applications(members.get("applications")),
                resources(members.get("resources")),
                members.find("terms").map(CatalogueFile::terms).orElse(Map.of()),
                (one, other, most) -> new DamerauLevenshteinDistance(most).apply(one, other));
    }

    private static Set<String> applications(YamlValue list) {
        var ids = new LinkedHashSet<String>();
        for (var one : bounded(list, MOST_APPLICATIONS)) {
            var application = one.object().onlyWith("id", "name");
            unique(ids, application.get("id"));
            application.find("name").ifPresent(CatalogueFile::name);
        }
        return ids;
    }

    private static List<Catalogue.Resource> resources(YamlValue list) {
        var identifiers = new HashSet<String>();
        var resources = new ArrayList<Catalogue.Resource>();
        for (var one : bounded(list, MOST_RESOURCES)) {
            var resource = one.object().onlyWith("identifier", "scopes", "tiered_scopes");
            unique(identifiers, resource.get("identifier"));
            var scopes = names(resource.get("scopes"));
            resources.add(
                    new Catalogue.Resource(resource.get("identifier").text(), scopes, tieredScopes(resource, scopes)));
        }
        return resources;
    }

    private static Set<String> tieredScopes(YamlObject resource, Set<String> scopes) {
        var listed = resource.find("tiered_scopes");
        var tiered = listed.map(CatalogueFile::names).orElse(Set.of());
        tiered.stream().filter(scope -> !scopes.contains(scope)).findFirst().ifPresent(scope -> {
            throw resource.get("tiered_scopes").place().invalid("%s is no scope of the resource", scope);
        });
        return tiered;
    }

    private static Map<String, String> terms(YamlValue list) {
        var replacements = new LinkedHashMap<String, String>();
        for (var one : bounded(list, MOST_TERMS)) {
            var term = one.object().onlyWith("term", "replaced_by");
            if (replacements.putIfAbsent(name(term.get("term")), name(term.get("replaced_by"))) != null) {
                throw twice(term.get("term"));
            }
        }
        requireNoCycle(list, replacements);
        return replacements;
    }

    private static void requireNoCycle(YamlValue list, Map<String, String> replacements) {
        var clear = new HashSet<String>();
        for (var start : replacements.keySet()) {
            var path = new HashSet<String>();
            for (var term = start; term != null && !clear.contains(term); term = replacements.get(term)) {
                if (!path.add(term)) {
                    throw list.place().invalid("the term %s is replaced by itself in the end", term);
                }
            }
            clear.addAll(path);
        }
    }

    private static Set<String> names(YamlValue list) {
        var names = new LinkedHashSet<String>();
        bounded(list, MOST_SCOPES).forEach(one -> unique(names, one));
        return names;
    }

    private static List<YamlValue> bounded(YamlValue list, int most) {
        var elements = list.list();
        if (elements.size() > most) {
            throw list.place().invalid("expected at most %d elements, not %d", most, elements.size());
        }
        return elements;
    }

    private static void unique(Set<String> seen, YamlValue value) {
        if (!seen.add(name(value))) {
            throw twice(value);
        }
    }

    private static RuntimeException twice(YamlValue value) {
        return value.place().invalid("%s is given twice", value.text());
    }

    private static String name(YamlValue value) {
        var name = value.text();
        if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
            throw value.place().invalid("expected at most %d characters", LONGEST_NAME);
        }
        return name;
    }

    /** The same for catalogues that differ only in order and in empty lists. */
    static Object canonical(Object value) {
        if (value instanceof Map<?, ?> object) {
            var members = new TreeMap<String, Object>();
            object.forEach((name, member) -> members.put(String.valueOf(name), canonical(member)));
            members.values().removeIf(List.of()::equals);
            return members;
        }
        return value instanceof List<?> list
                ? list.stream()
                        .map(CatalogueFile::canonical)
                        .sorted(Comparator.comparing(Object::toString))
                        .toList()
                : value;
    }
}
