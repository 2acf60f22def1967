package dev.edict.decision.catalogue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the policy documents of a zone may name: applications, resources with their scopes, and deprecated terms. */
public final class Catalogue {

    /** A scope that every resource has (contract §8.5). */
    private static final String LIFECYCLE = "agent:lifecycle";

    /** All in the order in which they are given, so that the same check has the same result. */
    private final Set<String> applications;

    private final Map<String, Resource> resources = new LinkedHashMap<>();
    private final Set<String> scopes = new LinkedHashSet<>();
    private final Map<String, String> terms;
    private final NameDistance distance;

    /**
     * A resource with its scopes.
     *
     * @param tieredScopes those of the scopes that should have a risk tier
     */
    public record Resource(String identifier, Set<String> scopes, Set<String> tieredScopes) {

        public Resource {
            scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
            tieredScopes = Set.copyOf(tieredScopes);
        }

        /** Whether it has the scope, or every resource has it. */
        public boolean has(String scope) {
            return scopes.contains(scope) || scope.equals(LIFECYCLE);
        }
    }

    /**
     * A catalogue.
     *
     * @param terms by deprecated term what replaces it; without cycles
     */
    public Catalogue(
            Set<String> applications, List<Resource> resources, Map<String, String> terms, NameDistance distance) {
        this.applications = Collections.unmodifiableSet(new LinkedHashSet<>(applications));
        this.terms = Map.copyOf(terms);
        this.distance = distance;
        for (var resource : resources) {
            this.resources.put(resource.identifier(), resource);
            scopes.addAll(resource.scopes());
        }
    }

    /** The ids of its applications. */
    public Set<String> applications() {
        return applications;
    }

    /** The identifiers of its resources. */
    public Set<String> identifiers() {
        return Collections.unmodifiableSet(resources.keySet());
    }

    /** The resource of this identifier; empty if it has none. */
    public Optional<Resource> resource(String identifier) {
        return Optional.ofNullable(resources.get(identifier));
    }

    /** The scopes of all its resources. */
    public Set<String> scopes() {
        return Collections.unmodifiableSet(scopes);
    }

    /** Whether a resource has the scope, or every resource has it. */
    public boolean isScope(String scope) {
        return scopes.contains(scope) || scope.equals(LIFECYCLE);
    }

    /** What a deprecated term is called now, after all replacements in turn; empty for a term that is not deprecated. */
    public Optional<String> replacement(String term) {
        var current = terms.get(term);
        for (var next = current; next != null; next = terms.get(next)) {
            current = next;
        }
        return Optional.ofNullable(current);
    }

    /** Finds near names for those that it does not have, for one check. */
    public NearestNames nearestNames() {
        return new NearestNames(distance);
    }
}
