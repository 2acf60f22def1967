package dev.edict.decision.oracle;

import dev.edict.decision.PolicyDocument;
import dev.edict.decision.language.Spelling;
import dev.edict.decision.value.Literal;
import dev.edict.decision.value.Literal.ArrayLiteral;
import dev.edict.decision.value.Literal.Constant;
import dev.edict.decision.value.Literal.NumberLiteral;
import dev.edict.decision.value.Literal.ObjectLiteral;
import dev.edict.decision.value.Literal.SetLiteral;
import dev.edict.decision.value.Literal.StringLiteral;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Generates bundles from few words, so that they often match requests; some contain malformed data or logic. */
public final class BundleCases {
    private static final String HEAD = "# caracal:data-document\npackage caracal.authz\n";
    private static final List<String> RULES =
            List.of("app_ids", "grants", "confinement", "restrict", "risk", "approval_tiers");
    private static final List<String> IMPORTS = List.of(
            "import rego.v1\n", "import future.keywords\n", "import future.keywords.contains\nimport rego.v1\n");

    /** Lines that only a Rego compiler can check, or rejects; few bundles contain them. */
    private static final List<String> OTHER_LINES = List.of(
            "import rego.v1 as v",
            "import future.keywords as f",
            "import data.other",
            "risk[\"x\"]",
            "grants[\"r1\"] := {\"application\": \"shop\", \"roles\": {\"reader\": [\"read\"]}}",
            "app_ids := {\"shop\": input.principal.id}",
            "confinement := [x | x := 1]",
            "restrict := {1 | false}",
            "restrict if input.absent",
            "approval_tiers := [1 +]",
            "risk := [] if unknown(1)",
            "default restrict := {}");

    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "1",
            "1.0",
            "2",
            "10",
            "10.0",
            "100",
            "1e2",
            "1.50",
            "1.5",
            "0.10",
            "0.1",
            "60",
            "3600.0",
            "-60",
            "9223372036854775808",
            "9999999999999999999",
            "18446744073709551615",
            "18446744073709551616",
            "100000000000000000001",
            "1e23",
            "1e30",
            "1e400",
            "-1e400",
            "1e-400",
            "0.10000000000000000000010");

    private final Random random;
    private final Words words;
    private final Spelling spelling;

    public BundleCases(Random random, Words words) {
        this.random = random;
        this.words = words;
        this.spelling = new Spelling(random);
    }

    List<PolicyDocument> documents() {
        var rules = rules();
        if (words.rarely(4)) {
            rules.add(words.pick(OTHER_LINES));
        }
        return documents(rules);
    }

    /** Two bundles of literal data: the same, but for all definitions of one rule, or with nothing in common. */
    public List<List<PolicyDocument>> pair() {
        var before = rules();
        var after = rules();
        if (words.rarely(60)) {
            var changed = words.pick(RULES);
            after.removeIf(rule -> !rule.startsWith(changed));
            before.stream().filter(rule -> !rule.startsWith(changed)).forEach(after::add);
        }
        if (after.isEmpty()) {
            after.add("app_ids := {}");
        }
        return List.of(documents(before), documents(after));
    }

    private List<PolicyDocument> documents(List<String> rules) {
        int count = 1 + (words.rarely(50) ? random.nextInt(2) : random.nextInt(6));
        var parts = new ArrayList<List<String>>();
        for (int i = 0; i < count; i++) {
            parts.add(new ArrayList<>());
        }
        rules.forEach(rule -> words.pick(parts).add(rule));
        parts.removeIf(List::isEmpty);
        if (words.rarely(2)) {
            parts.add(parts.get(0));
        }
        var documents = new ArrayList<PolicyDocument>();
        parts.forEach(part -> documents.add(new PolicyDocument("d" + documents.size(), content(part))));
        return documents;
    }

    private String content(List<String> rules) {
        var text = new StringBuilder(HEAD).append(words.pick(IMPORTS));
        rules.stream().filter(rule -> rule.startsWith("import")).forEach(rule -> text.append(rule)
                .append('\n'));
        rules.stream().filter(rule -> !rule.startsWith("import")).forEach(rule -> text.append(rule)
                .append('\n'));
        return text.toString();
    }

    private List<String> rules() {
        var rules = new ArrayList<String>();
        add(rules, 95, "app_ids", this::appIds);
        add(rules, 95, "grants", this::grants);
        add(rules, 55, "confinement", () -> words.rarely(3) ? odd() : collection(this::confinementRule, 2));
        add(rules, 5, "restrict", () -> words.rarely(15) ? odd() : collection(() -> text(words.labels()), 1));
        add(rules, 70, "risk", () -> words.rarely(3) ? odd() : array(this::riskEntry, 3));
        add(rules, 70, "approval_tiers", () -> words.rarely(3) ? odd() : array(this::declaration, 4));
        if (words.rarely(3)) {
            rules.add("restrict contains " + spelling.of(text(words.labels())));
        }
        if (rules.isEmpty()) {
            rules.add("app_ids := {}");
        }
        return rules;
    }

    /** Now and then twice: the same again, which is no conflict, or something else. */
    private void add(List<String> rules, int percent, String name, Supplier<Literal> value) {
        if (random.nextInt(100) < percent) {
            var first = value.get();
            rules.add(define(name, first));
            if (words.rarely(2)) {
                rules.add(define(name, words.rarely(40) ? first : value.get()));
            }
        }
    }

    private String define(String name, Literal value) {
        return name + (words.rarely(20) ? " = " : " := ") + spelling.of(value);
    }

    private Literal appIds() {
        return words.rarely(3) ? odd() : object(words.bindings(), () -> words.rarely(2) ? odd() : text(words.apps()));
    }

    private Literal grants() {
        return words.rarely(2) ? odd() : object(words.resources(), this::grant);
    }

    private Literal grant() {
        var members = new LinkedHashMap<Literal, Literal>();
        if (!words.rarely(3)) {
            members.put(new StringLiteral("application"), words.rarely(2) ? odd() : text(words.bindings()));
        }
        if (!words.rarely(3)) {
            members.put(
                    new StringLiteral("roles"),
                    words.rarely(2)
                            ? odd()
                            : object(
                                    words.labels(),
                                    () -> words.rarely(2) ? odd() : collection(() -> text(words.scopes()), 9)));
        }
        return words.rarely(1) ? odd() : new ObjectLiteral(members);
    }

    private Literal confinementRule() {
        var members = new LinkedHashMap<Literal, Literal>();
        if (!words.rarely(2)) {
            var label = words.pick(words.labels());
            int length = Math.min(random.nextInt(3), label.codePointCount(0, label.length()));
            var prefix = label.substring(0, label.offsetByCodePoints(0, length));
            members.put(new StringLiteral("label_prefix"), words.rarely(2) ? odd() : text(List.of(prefix)));
        }
        if (!words.rarely(3)) {
            members.put(
                    new StringLiteral("scopes"), words.rarely(2) ? odd() : collection(() -> text(words.scopes()), 9));
        }
        return words.rarely(1) ? odd() : new ObjectLiteral(members);
    }

    private Literal riskEntry() {
        return words.rarely(2)
                ? odd()
                : new ObjectLiteral(Map.of(
                        new StringLiteral("scope"), words.rarely(2) ? odd() : text(words.scopes()),
                        new StringLiteral("tier"), words.rarely(2) ? odd() : text(words.tiers())));
    }

    private Literal declaration() {
        var members = new LinkedHashMap<Literal, Literal>();
        members.put(new StringLiteral("tier"), words.rarely(1) ? odd() : text(words.tiers()));
        optional(members, "approver", List.of("operator", "subject", "any"));
        optional(members, "privacy", List.of("identified", "pseudonymous", "anonymous"));
        if (words.rarely(40)) {
            members.put(new StringLiteral("ttl_seconds"), words.rarely(3) ? odd() : number());
        }
        if (words.rarely(25)) {
            members.put(words.rarely(50) ? new StringLiteral("note") : any(2), any(2));
        }
        return words.rarely(1) ? odd() : new ObjectLiteral(members);
    }

    private void optional(Map<Literal, Literal> members, String name, List<String> values) {
        if (words.rarely(30)) {
            members.put(new StringLiteral(name), words.rarely(4) ? odd() : text(values));
        }
    }

    /** Mostly one that is fine. */
    private NumberLiteral number() {
        var text = words.rarely(50) ? words.pick(NUMBERS) : String.valueOf(60 * (1 + random.nextInt(3)));
        return new NumberLiteral(new BigDecimal(text), text);
    }

    private Literal any(int depth) {
        return switch (random.nextInt(depth == 0 ? 3 : 6)) {
            case 0 -> text(words.labels());
            case 1 -> number();
            case 2 -> words.pick(List.of(Constant.TRUE, Constant.FALSE, Constant.NULL));
            case 3 -> new ArrayLiteral(elements(() -> any(depth - 1), 2));
            case 4 -> new SetLiteral(new LinkedHashSet<>(elements(() -> any(depth - 1), 2)));
            default -> {
                var members = new LinkedHashMap<Literal, Literal>();
                elements(() -> any(depth - 1), 2).forEach(key -> members.put(key, any(depth - 1)));
                yield new ObjectLiteral(members);
            }
        };
    }

    private StringLiteral text(List<String> from) {
        return new StringLiteral(words.pick(from).replaceAll("[\ud800-\udbff](?![\udc00-\udfff])", "\ufffd"));
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
            if (!words.rarely(15)) {
                members.put(text(List.of(key)), value.get());
            }
        }
        if (words.rarely(2)) {
            members.put(any(1), value.get());
        }
        return new ObjectLiteral(members);
    }

    /** A value that no author would write there. */
    private Literal odd() {
        return switch (random.nextInt(8)) {
            case 0 -> Constant.NULL;
            case 1 -> Constant.FALSE;
            case 2 -> number();
            case 3 -> new StringLiteral("");
            case 4 -> text(words.scopes());
            case 5 -> new ArrayLiteral(List.of(text(words.scopes())));
            case 6 -> new SetLiteral(new LinkedHashSet<>(List.<Literal>of(text(words.apps()))));
            default ->
                words.rarely(50)
                        ? new ObjectLiteral(Map.of())
                        : new ObjectLiteral(Map.of(new StringLiteral("tier"), text(words.tiers())));
        };
    }
}
