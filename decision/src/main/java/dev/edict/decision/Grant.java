package dev.edict.decision;

import dev.edict.decision.value.Literal;
import dev.edict.decision.value.Literal.ObjectLiteral;
import dev.edict.decision.value.Literal.StringLiteral;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One resource's entry in {@code grants}.
 *
 * @param application the binding key; a value other than a string is an error
 * @param owner the application id that is bound to it, or null
 * @param roles scopes by label
 * @param mint the decision on a mint, without diagnostics
 * @param use the decision on a use
 */
record Grant(Literal application, @Nullable String owner, Map<String, Set<String>> roles, Decision mint, Decision use) {
    static final Decision MALFORMED = Decision.denyBecause("malformed_grants_data");

    static @Nullable Grant from(Literal entry, Map<Literal, Literal> appIds) {
        if (!(entry instanceof ObjectLiteral grant)) {
            return null;
        }
        var application = grant.member("application");
        if (application == null) {
            return null;
        }
        var owner = appIds.get(application) instanceof StringLiteral id ? id.value() : null;
        var name = nameOf(application);
        return new Grant(
                application,
                owner,
                roles(grant),
                Decision.allowBy("caracal-" + name + "-mint", List.of()),
                Decision.allowBy("caracal-" + name + "-use", List.of()));
    }

    /** The binding key; empty for a value other than a string. */
    String binding() {
        return nameOf(application);
    }

    private static String nameOf(Literal application) {
        return application instanceof StringLiteral text ? text.value() : "";
    }

    private static Map<String, Set<String>> roles(ObjectLiteral grant) {
        var roles = new HashMap<String, Set<String>>();
        if (grant.member("roles") instanceof ObjectLiteral members) {
            members.members().forEach((label, scopes) -> {
                if (label instanceof StringLiteral name) {
                    roles.put(name.value(), scopes.strings());
                }
            });
        }
        return roles;
    }

    boolean isSound() {
        return application instanceof StringLiteral;
    }

    /** Whether a single one of the labels grants all the scopes. */
    boolean covers(List<String> labels, List<String> scopes) {
        for (var label : labels) {
            var granted = roles.get(label);
            if (granted != null && granted.containsAll(scopes)) {
                return true;
            }
        }
        return false;
    }
}
