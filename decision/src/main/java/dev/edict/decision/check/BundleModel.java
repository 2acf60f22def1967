package dev.edict.decision.check;

import dev.edict.decision.problem.ProblemCode;
import dev.edict.decision.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The valid parts of a bundle, each with its place. */
final class BundleModel {
    final List<Named> bindings = new ArrayList<>();
    final List<Named> applicationIds = new ArrayList<>();
    final List<Named> applications = new ArrayList<>();
    final List<Named> resources = new ArrayList<>();
    final List<Role> roles = new ArrayList<>();
    final List<Named> labels = new ArrayList<>();
    final List<Scoped> confinements = new ArrayList<>();
    final List<Named> confinedScopes = new ArrayList<>();
    final List<Named> riskScopes = new ArrayList<>();
    final List<Named> riskTiers = new ArrayList<>();
    final List<Named> approvalTiers = new ArrayList<>();

    /**
     * A place in a document.
     *
     * @param path of the value, or of the array whose element it is: most places are never shown
     * @param index of the element; negative for the value of the path
     */
    record Place(Problems problems, int offset, String path, int index) {
        void report(ProblemCode code, String found, @Nullable String expected) {
            problems.add(code, offset, found, expected, index < 0 ? path : path + "[" + index + "]");
        }

        @Override
        public String toString() {
            return problems.source().place(offset);
        }
    }

    record Named(String name, Place place) {}

    /** A label that has scopes of a resource. */
    record Role(String resource, String label, List<Named> scopes) {}

    /** A label prefix with its scopes. */
    record Scoped(String label, Set<String> scopes, Place place) {}
}
