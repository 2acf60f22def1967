package dev.edict.decision;

import dev.edict.decision.Literal.ObjectLiteral;
import dev.edict.decision.Literal.StringLiteral;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The data of a bundle as the decision table asks for it (contract §8.3).
 *
 * @param frozen whether {@code restrict} has any element
 * @param appIds application id by binding key
 * @param grants grant by resource identifier, only those that name an application
 * @param definesApprovals whether {@code risk} or {@code approval_tiers} is defined
 */
record PolicyData(
        boolean frozen,
        Map<String, String> appIds,
        Map<String, Grant> grants,
        Confinement confinement,
        boolean definesApprovals) {

    /** Scopes by role label, granted to one application. */
    record Grant(String application, Map<String, Set<String>> roles) {}

    static PolicyData from(Map<DataRule, Definition> definitions) {
        return new PolicyData(
                Optional.ofNullable(definitions.get(DataRule.RESTRICT))
                        .map(PolicyData::isFrozen)
                        .orElse(false),
                Optional.ofNullable(definitions.get(DataRule.APP_IDS))
                        .map(PolicyData::appIds)
                        .orElse(Map.of()),
                Optional.ofNullable(definitions.get(DataRule.GRANTS))
                        .map(PolicyData::grants)
                        .orElse(Map.of()),
                Optional.ofNullable(definitions.get(DataRule.CONFINEMENT))
                        .map(definition -> Confinement.from(definition.value()))
                        .orElse(Confinement.NONE),
                definitions.containsKey(DataRule.RISK) || definitions.containsKey(DataRule.APPROVAL_TIERS));
    }

    private static boolean isFrozen(Definition restrict) {
        if (!restrict.value().isCollection()) {
            throw restrict.unreadable("restrict is not a collection");
        }
        return !restrict.value().items().isEmpty();
    }

    private static Map<String, String> appIds(Definition definition) {
        var appIds = new HashMap<String, String>();
        object(definition).members().forEach((key, id) -> {
            if (key instanceof StringLiteral name && id instanceof StringLiteral text) {
                appIds.put(name.value(), text.value());
            }
        });
        return appIds;
    }

    private static Map<String, Grant> grants(Definition definition) {
        var entries = object(definition);
        requireSomewhere("application", entries, definition);
        requireSomewhere("roles", entries, definition);
        var grants = new HashMap<String, Grant>();
        entries.members().forEach((resource, entry) -> {
            if (resource instanceof StringLiteral identifier && entry instanceof ObjectLiteral grant) {
                application(grant, definition)
                        .ifPresent(application -> grants.put(identifier.value(), new Grant(application, roles(grant))));
            }
        });
        return grants;
    }

    /** The contract's own engine compiles no grants whose entries all lack a member it looks up. */
    private static void requireSomewhere(String member, ObjectLiteral entries, Definition definition) {
        boolean found = entries.members().isEmpty()
                || entries.items().stream()
                        .anyMatch(entry -> entry instanceof ObjectLiteral grant && grant.member(member) != null);
        if (!found) {
            throw definition.unreadable("grants in which no entry has the member " + member);
        }
    }

    private static Optional<String> application(ObjectLiteral grant, Definition definition) {
        var application = grant.member("application");
        if (application == null) {
            return Optional.empty();
        }
        if (!(application instanceof StringLiteral name)) {
            throw definition.unreadable("grants with an application that is not a string");
        }
        return Optional.of(name.value());
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

    private static ObjectLiteral object(Definition definition) {
        if (definition.value() instanceof ObjectLiteral object) {
            return object;
        }
        throw definition.unreadable(definition.rule().ruleName() + " is not an object");
    }
}
