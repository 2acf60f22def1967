package dev.edict.decision.oracle;

import dev.edict.decision.PolicyDocument;
import dev.edict.decision.language.Literal;
import dev.edict.decision.language.Literal.ArrayLiteral;
import dev.edict.decision.language.Literal.Constant;
import dev.edict.decision.language.Literal.NumberLiteral;
import dev.edict.decision.language.Literal.ObjectLiteral;
import dev.edict.decision.language.Literal.SetLiteral;
import dev.edict.decision.language.Literal.StringLiteral;
import dev.edict.decision.language.LiteralText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Makes bundles and requests of few words, so that they often meet; now and then something is malformed. */
final class Cases {
    private static final String HEAD = "# caracal:data-document\npackage caracal.authz\nimport rego.v1\n";
    private static final List<String> APPS = List.of("app-1", "app-2");
    private static final List<String> BINDINGS = List.of("shop", "till");
    private static final List<String> RESOURCES = List.of("r1", "r2", "r3");
    private static final List<String> LABELS = List.of("reader", "writer", "read", "w\ud83d\ude00");
    private static final List<String> SCOPES = List.of("read", "write", "delete", "agent:lifecycle");
    private static final List<String> TIERS = List.of("high", "low", "odd");

    private final Random random;

    Cases(long seed) {
        this.random = new Random(seed);
    }

    List<PolicyDocument> documents() {
        var rules = new ArrayList<String>();
        add(rules, 95, "app_ids", () -> rarely(3) ? odd() : object(BINDINGS, () -> rarely(2) ? odd() : text(APPS)));
        add(rules, 95, "grants", () -> rarely(2) ? odd() : object(RESOURCES, this::grant));
        add(rules, 55, "confinement", () -> rarely(4) ? odd() : collection(this::confinementRule, 2));
        add(rules, 6, "restrict", () -> rarely(15) ? odd() : collection(() -> text(LABELS), 1));
        add(rules, 70, "risk", () -> rarely(4) ? odd() : array(this::riskEntry, 3));
        add(rules, 70, "approval_tiers", () -> rarely(4) ? odd() : array(this::declaration, 4));
        if (rarely(3)) {
            rules.add("restrict contains " + LiteralText.of(text(LABELS)));
        }
        if (rarely(2)) {
            add(rules, 100, "confinement", () -> collection(this::confinementRule, 2));
        }
        if (rules.isEmpty()) {
            rules.add("app_ids := {}");
        }
        int split = random.nextInt(rules.size() + 1);
        var documents = new ArrayList<PolicyDocument>();
        for (var part : List.of(rules.subList(0, split), rules.subList(split, rules.size()))) {
            if (!part.isEmpty()) {
                documents.add(new PolicyDocument("d" + documents.size(), HEAD + String.join("\n", part) + "\n"));
            }
        }
        return documents;
    }

    private void add(List<String> rules, int percent, String name, Supplier<Literal> value) {
        if (random.nextInt(100) < percent) {
            rules.add(name + " := " + LiteralText.of(value.get()));
        }
    }

    private Literal grant() {
        var members = new LinkedHashMap<Literal, Literal>();
        if (!rarely(4)) {
            members.put(new StringLiteral("application"), rarely(2) ? odd() : text(BINDINGS));
        }
        if (!rarely(4)) {
            members.put(
                    new StringLiteral("roles"),
                    rarely(2) ? odd() : object(LABELS, () -> rarely(3) ? odd() : collection(() -> text(SCOPES), 9)));
        }
        return rarely(2) ? odd() : new ObjectLiteral(members);
    }

    private Literal confinementRule() {
        var members = new LinkedHashMap<Literal, Literal>();
        if (!rarely(3)) {
            var label = LABELS.get(random.nextInt(LABELS.size()));
            var prefix = label.substring(0, label.offsetByCodePoints(0, random.nextInt(3)));
            members.put(new StringLiteral("label_prefix"), rarely(3) ? odd() : new StringLiteral(prefix));
        }
        if (!rarely(4)) {
            members.put(new StringLiteral("scopes"), rarely(3) ? odd() : collection(() -> text(SCOPES), 9));
        }
        return rarely(2) ? odd() : new ObjectLiteral(members);
    }

    private Literal riskEntry() {
        return rarely(2)
                ? odd()
                : new ObjectLiteral(Map.of(
                        new StringLiteral("scope"), rarely(2) ? odd() : text(SCOPES),
                        new StringLiteral("tier"), rarely(2) ? odd() : text(TIERS)));
    }

    private Literal declaration() {
        var members = new LinkedHashMap<Literal, Literal>();
        members.put(new StringLiteral("tier"), rarely(2) ? odd() : text(TIERS));
        optional(members, "approver", List.of("operator", "subject", "any"));
        optional(members, "privacy", List.of("identified", "pseudonymous", "anonymous"));
        if (rarely(30)) {
            members.put(
                    new StringLiteral("ttl_seconds"),
                    rarely(8) ? odd() : new NumberLiteral(BigDecimal.valueOf(60L * (1 + random.nextInt(3)))));
        }
        if (rarely(15)) {
            members.put(new StringLiteral("note"), odd());
        }
        return rarely(2) ? odd() : new ObjectLiteral(members);
    }

    private void optional(Map<Literal, Literal> members, String name, List<String> values) {
        if (rarely(30)) {
            members.put(new StringLiteral(name), rarely(8) ? odd() : text(values));
        }
    }

    /** Mostly what a decision point sends for one of the shapes, changed in up to two places. */
    Map<String, Object> input() {
        var input = new LinkedHashMap<String, Object>();
        var principal = new LinkedHashMap<String, Object>(Map.of("type", "Application", "zone_id", "z"));
        principal.put("id", pick(APPS));
        if (!rarely(10)) {
            principal.put("labels", some(LABELS, 2));
        }
        var action = new LinkedHashMap<String, Object>(Map.of("id", "TokenExchange"));
        var context = new LinkedHashMap<String, Object>(Map.of("actor_claims", Map.of(), "challenge_resolved", false));
        context.put("requested_scopes", List.of());
        switch (random.nextInt(10)) {
            case 0 -> context.put("requested_scopes", List.of("agent:lifecycle"));
            case 1 -> {
                principal.put("type", "Workload");
                action.put("id", "CredentialInjection");
                context.put("requested_scopes", rarely(30) ? List.of("agent:lifecycle") : some(SCOPES, 2));
            }
            case 2, 3 -> {
                context.put("subject_claims", claims());
            }
            default -> {
                context.put("requested_scopes", some(SCOPES.subList(0, rarely(4) ? 4 : 3), 2));
                context.put("agent_session_id", "s");
                input.put("delegation_edge", edge());
            }
        }
        if (rarely(5)) {
            context.put("agent_session_id", "s");
        }
        if (rarely(5)) {
            context.put("subject_claims", claims());
        }
        input.put("principal", principal);
        input.put(
                "resource", Map.of("type", "Resource", "id", "x", "identifier", pick(RESOURCES), "scopes", List.of()));
        input.put("action", action);
        input.put("context", context);
        return input;
    }

    private Map<String, Object> edge() {
        var edge = new LinkedHashMap<String, Object>();
        edge.put("id", rarely(5) ? "" : "e");
        if (!rarely(5)) {
            edge.put("scopes", rarely(70) ? SCOPES : some(SCOPES, 2));
        }
        return edge;
    }

    private Map<String, Object> claims() {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("delegation_edge_id", rarely(5) ? List.of("", 7, false).get(random.nextInt(3)) : "e");
        claims.put("scope", rarely(5) ? "  " : String.join(rarely(10) ? "  " : " ", some(SCOPES.subList(0, 3), 2)));
        claims.put("target", rarely(5) ? pick(RESOURCES) : some(RESOURCES, 6));
        return claims;
    }

    private boolean rarely(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private StringLiteral text(List<String> from) {
        return new StringLiteral(pick(from));
    }

    private List<String> some(List<String> from, int most) {
        var some = new ArrayList<String>();
        for (int i = random.nextInt(most) + (rarely(10) ? 0 : 1); i > 0; i--) {
            some.add(pick(from));
        }
        return some;
    }

    private Literal array(Supplier<Literal> element, int most) {
        return new ArrayLiteral(elements(element, most));
    }

    private List<Literal> elements(Supplier<Literal> element, int most) {
        var elements = new ArrayList<Literal>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            elements.add(element.get());
        }
        return elements;
    }

    private Literal collection(Supplier<Literal> element, int most) {
        var elements = elements(element, most);
        return switch (random.nextInt(4)) {
            case 0 -> new SetLiteral(new LinkedHashSet<>(elements));
            case 1 -> {
                var members = new LinkedHashMap<Literal, Literal>();
                elements.forEach(value -> members.put(new StringLiteral("k" + members.size()), value));
                yield new ObjectLiteral(members);
            }
            default -> new ArrayLiteral(elements);
        };
    }

    private Literal object(List<String> keys, Supplier<Literal> value) {
        var members = new LinkedHashMap<Literal, Literal>();
        for (var key : keys) {
            if (!rarely(15)) {
                members.put(new StringLiteral(key), value.get());
            }
        }
        return new ObjectLiteral(members);
    }

    /** What nobody would write there. */
    private Literal odd() {
        return switch (random.nextInt(8)) {
            case 0 -> Constant.NULL;
            case 1 -> Constant.FALSE;
            case 2 -> new NumberLiteral(BigDecimal.valueOf(random.nextInt(3)));
            case 3 -> new StringLiteral("");
            case 4 -> text(SCOPES);
            case 5 -> new ArrayLiteral(List.of(text(SCOPES)));
            case 6 -> new SetLiteral(new LinkedHashSet<>(List.<Literal>of(text(SCOPES))));
            default -> new ObjectLiteral(Map.of(new StringLiteral("tier"), text(TIERS)));
        };
    }
}
