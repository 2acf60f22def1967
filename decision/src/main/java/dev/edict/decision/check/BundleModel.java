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
    final List<Named> applications = new ArrayList<>();
    final List<Scoped> roles = new ArrayList<>();
    final List<Scoped> confinements = new ArrayList<>();
    final List<Named> riskTiers = new ArrayList<>();
    final List<Named> approvalTiers = new ArrayList<>();

    /** A place in a document. */
    record Place(Problems problems, int offset, String path) {
        void report(ProblemCode code, String found, @Nullable String expected) {
            problems.add(code, offset, found, expected, path);
        }

        @Override
        public String toString() {
            return problems.source().place(offset);
        }
    }

    record Named(String name, Place place) {}

    /** A label or a label prefix with its scopes. */
    record Scoped(String label, Set<String> scopes, Place place) {}
}
