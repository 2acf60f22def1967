package dev.edict.decision.check;

import dev.edict.decision.check.BundleModel.Named;
import dev.edict.decision.check.BundleModel.Place;
import dev.edict.decision.check.BundleModel.Role;
import dev.edict.decision.check.BundleModel.Scoped;
import dev.edict.decision.language.DataRule;
import dev.edict.decision.language.Described;
import dev.edict.decision.language.ValuePath;
import dev.edict.decision.problem.ProblemCode;
import dev.edict.decision.problem.Problems;
import dev.edict.decision.value.Literal;
import dev.edict.decision.value.Literal.NumberLiteral;
import dev.edict.decision.value.Literal.StringLiteral;
import dev.edict.decision.value.Node;
import dev.edict.decision.value.Node.Elements;
import dev.edict.decision.value.Node.Member;
import dev.edict.decision.value.Node.Members;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Checks the shape of one rule's value (contract §8.3) and contradictions within it. */
final class ShapeCheck {
    private static final List<String> APPROVERS = List.of("operator", "subject", "any");
    private static final List<String> PRIVACIES = List.of("identified", "pseudonymous", "anonymous");

    /** Decision points use double precision, which cannot distinguish larger whole numbers. */
    private static final BigDecimal LONGEST_TTL = BigDecimal.valueOf(1L << 53);

    private final BundleModel model;
    private final DataRule rule;
    private final Shape shape;

    ShapeCheck(Problems problems, BundleModel model, DataRule rule) {
        this.model = model;
        this.rule = rule;
        this.shape = new Shape(problems, new ValuePath(rule.ruleName()));
    }

    void check(Node value) {
        switch (rule) {
            case APP_IDS -> appIds(value);
            case GRANTS -> shape.members(value, "an object of grants by resource", this::grant);
            case RESTRICT -> shape.items(value, "a collection of reasons", reason -> {});
            case CONFINEMENT -> confinement(value);
            case RISK -> risk(value);
            case APPROVAL_TIERS -> approvals(value);
        }
    }

    private void appIds(Node value) {
        shape.members(value, "an object of application ids by binding", (binding, member) -> {
            var place = shape.place(member.value());
            var id = shape.string(member.value(), "an application id");
            model.bindings.add(new Named(binding, place));
            if (id != null) {
                model.applicationIds.add(new Named(id, place));
            }
        });
    }

    private void grant(String resource, Member member) {
        var grant = member.value();
        model.resources.add(new Named(resource, shape.place(member.key())));
        if (!shape.isObject(grant, "an object with application and roles", List.of("application", "roles"))) {
            return;
        }
        var application = shape.requiredString(grant, "application");
        var binding = shape.member(grant, "application", false);
        if (application != null && binding != null) {
            shape.within(
                    new StringLiteral("application"),
                    () -> model.applications.add(new Named(application, shape.place(binding))));
        }
        var roles = shape.member(grant, "roles", true);
        if (roles != null) {
            shape.within(
                    new StringLiteral("roles"),
                    () -> shape.members(
                            roles, "an object of scopes by role label", (label, role) -> role(resource, label, role)));
        }
    }

    private void role(String resource, String label, Member role) {
        var value = role.value();
        var scopes = shape.names(value, "an array of scopes");
        if (scopes.isEmpty() && isEmptyCollection(value)) {
            shape.place(value).report(ProblemCode.ROLE_WITHOUT_SCOPE, "a role without scope", null);
        }
        model.labels.add(new Named(label, shape.place(role.key())));
        model.roles.add(new Role(resource, label, scopes));
    }

    private static boolean isEmptyCollection(Node value) {
        var literal = value.literal();
        return literal != null && literal.isCollection() && literal.items().isEmpty();
    }

    private void confinement(Node value) {
        int before = model.confinements.size();
        shape.items(value, "an array of rules", element -> {
            if (!shape.isObject(element, "an object with label_prefix and scopes", List.of("label_prefix", "scopes"))) {
                return;
            }
            var prefix = shape.member(element, "label_prefix", true);
            var scopes = shape.member(element, "scopes", true);
            if (prefix != null && !(prefix.literal() instanceof StringLiteral)) {
                shape.within(new StringLiteral("label_prefix"), () -> shape.wrong(prefix, "a string"));
            } else if (prefix != null && scopes != null && prefix.literal() instanceof StringLiteral text) {
                shape.within(
                        new StringLiteral("label_prefix"),
                        () -> model.labels.add(new Named(text.value(), shape.place(prefix))));
                shape.within(new StringLiteral("scopes"), () -> confined(text.value(), scopes, shape.place(element)));
            }
        });
        new Confinements(model.confinements.subList(before, model.confinements.size())).check();
    }

    private void confined(String prefix, Node value, Place place) {
        var scopes = shape.names(value, "an array of scopes");
        model.confinedScopes.addAll(scopes);
        model.confinements.add(
                new Scoped(prefix, scopes.stream().map(Named::name).collect(Collectors.toSet()), place));
    }

    private void risk(Node value) {
        if (!(value instanceof Elements array) || array.literal() instanceof Literal.SetLiteral) {
            shape.wrong(value, "an array of scopes with their tiers");
            return;
        }
        Map<String, Named> tiers = new HashMap<>();
        shape.items(value, "an array", element -> {
            if (!shape.isObject(element, "an object with scope and tier", List.of("scope", "tier"))) {
                return;
            }
            var scope = shape.requiredName(element, "scope");
            var tier = shape.requiredName(element, "tier");
            if (scope != null && tier != null) {
                var named = new Named(tier, shape.place(element));
                model.riskTiers.add(named);
                model.riskScopes.add(new Named(scope, named.place()));
                var earlier = tiers.putIfAbsent(scope, named);
                if (earlier != null && !earlier.name().equals(tier)) {
                    contradiction(scope, named, earlier);
                }
            }
        });
    }

    private static void contradiction(String scope, Named named, Named earlier) {
        named.place()
                .report(
                        ProblemCode.SCOPE_WITH_TWO_TIERS,
                        "the tier %s for the scope %s, which has the tier %s at %s"
                                .formatted(
                                        Described.shortened(named.name()),
                                        Described.shortened(scope),
                                        Described.shortened(earlier.name()),
                                        earlier.place()),
                        null);
    }

    private void approvals(Node value) {
        if (!(value instanceof Elements array) || array.literal() instanceof Literal.SetLiteral) {
            shape.wrong(value, "an array of declarations");
            return;
        }
        var known = List.of("approver", "privacy", "tier", "ttl_seconds");
        shape.items(value, "an array", element -> {
            if (!shape.isObject(element, "an object with tier", known)) {
                return;
            }
            var tier = shape.requiredName(element, "tier");
            if (tier != null) {
                model.approvalTiers.add(new Named(tier, shape.place(element)));
            }
            sayable(element);
            oneOf(element, "approver", APPROVERS);
            oneOf(element, "privacy", PRIVACIES);
            ttl(element);
        });
    }

    /** Responses contain the declaration; a decision point fails on a number that it cannot represent. */
    private void sayable(Node node) {
        if (node.literal() instanceof NumberLiteral number
                && Double.isInfinite(number.value().doubleValue())) {
            shape.wrong(node, "a number within double precision");
        } else if (node instanceof Elements || node instanceof Members) {
            shape.items(node, "", this::sayable);
        }
    }

    private void oneOf(Node element, String member, List<String> allowed) {
        var value = shape.member(element, member, false);
        boolean fits =
                value == null || (value.literal() instanceof StringLiteral text && allowed.contains(text.value()));
        if (value != null && !fits) {
            shape.within(new StringLiteral(member), () -> shape.wrong(value, "one of " + String.join(", ", allowed)));
        }
    }

    private void ttl(Node element) {
        var value = shape.member(element, "ttl_seconds", false);
        boolean fits = value == null
                || (value.literal() instanceof NumberLiteral number
                        && number.value().signum() > 0
                        && number.isWhole()
                        && number.value().compareTo(LONGEST_TTL) <= 0);
        if (value != null && !fits) {
            shape.within(
                    new StringLiteral("ttl_seconds"),
                    () -> shape.wrong(value, "a positive whole number up to " + LONGEST_TTL));
        }
    }
}
