package dev.edict.decision.language;

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
import java.util.Random;

/** Random values and documents, reproducible by their seed. */
public final class GeneratedDocuments {
    private static final List<String> IMPORTS = List.of(
            "import rego.v1",
            "import future.keywords",
            "import future.keywords.contains",
            "import future.keywords.in # unused");
    private static final String SPECIAL = "\"\\/\b\f\n\r\t`#\u0001\u007f\u0085\u00a0\u2028\ufeff\uffff";
    private static final String PIECES = "[]{}(),:;=\"`\\#|&+-.*<>!$@ \t\r\n\f0a1e_u\u00e9\ud83d\ude00\ufeff\u00a0";
    private static final List<String> WORDS = List.of(
            "restrict",
            "grants := ",
            "package",
            "import",
            "default ",
            "if ",
            "else",
            "contains",
            "some",
            "not ",
            "set(",
            "set()",
            "true",
            "null",
            "input.x",
            "http.send(",
            "\\u00e9",
            "\\ud83d",
            "\\x",
            "\"k\":",
            ":=",
            "\nrisk = ",
            "1.5e3",
            "00",
            "- ",
            " + 1",
            " | {1}",
            "[0]",
            ".x",
            " == 1",
            " if true",
            " { true }",
            "(1)",
            "1e10000",
            "import rego.v1\n",
            "`",
            "# ");

    private final Random random;

    public GeneratedDocuments(long seed) {
        this.random = new Random(seed);
    }

    /** A document that is literal data, in any form the language has for it. */
    public String sound() {
        var spelling = new Spelling(random);
        var text = new StringBuilder(rarely(10) ? "\ufeff" : "");
        text.append(rarely(20) ? "" : "# caracal:data-document\n").append("package caracal.authz");
        text.append(rarely(20) ? " # here\r\n" : "\n");
        int imported = random.nextInt(3);
        text.append(IMPORTS.get(imported)).append('\n');
        if (rarely(20)) {
            text.append(IMPORTS.get(imported + 1)).append('\n');
        }
        for (var rule : DataRule.values()) {
            if (rule == DataRule.RISK || rarely(30)) {
                rule(rule, spelling, text);
            }
        }
        return text.append(" # caracal:data-document").toString();
    }

    private void rule(DataRule rule, Spelling spelling, StringBuilder text) {
        if (rule == DataRule.RESTRICT && rarely(40)) {
            for (var element : values(3)) {
                text.append("restrict contains").append(spelling.blank(1)).append(spelling.of(element));
                text.append('\n');
            }
            return;
        }
        text.append(rarely(10) ? "  " : "").append(rule.ruleName()).append(spelling.blank(0));
        text.append(rarely(20) ? "=" : ":=").append(spelling.blank(0)).append(spelling.of(value(4)));
        text.append(rarely(20) ? " # why\n" : "\n");
    }

    /** A valid document with a few random changes. */
    public String garbled() {
        var garbled = new StringBuilder(sound());
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(garbled.length());
            switch (random.nextInt(4)) {
                case 0 -> garbled.deleteCharAt(at);
                case 1 -> garbled.insert(at, PIECES.charAt(random.nextInt(PIECES.length())));
                case 2 -> garbled.insert(at, pick(WORDS));
                default -> garbled.setCharAt(at, PIECES.charAt(random.nextInt(PIECES.length())));
            }
        }
        return garbled.toString();
    }

    Literal value(int depth) {
        return switch (random.nextInt(depth == 0 ? 3 : 6)) {
            case 0 -> new StringLiteral(string());
            case 1 -> new NumberLiteral(number());
            case 2 -> pick(List.of(Constant.TRUE, Constant.FALSE, Constant.NULL));
            case 3 -> new ArrayLiteral(values(depth));
            case 4 -> new SetLiteral(new LinkedHashSet<>(values(depth)));
            default -> {
                var members = new LinkedHashMap<Literal, Literal>();
                values(depth).forEach(key -> members.put(key, value(depth - 1)));
                yield new ObjectLiteral(members);
            }
        };
    }

    private List<Literal> values(int depth) {
        var values = new ArrayList<Literal>();
        for (int i = random.nextInt(4); i > 0; i--) {
            values.add(value(depth - 1));
        }
        return values;
    }

    private BigDecimal number() {
        return random.nextBoolean()
                ? BigDecimal.valueOf(random.nextInt(2_000) - 1_000, random.nextInt(6) - 2)
                : BigDecimal.valueOf(random.nextLong(), random.nextInt(40) - 20);
    }

    private String string() {
        var string = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            string.appendCodePoint(character());
        }
        return string.toString();
    }

    private int character() {
        return switch (random.nextInt(8)) {
            case 0 -> SPECIAL.charAt(random.nextInt(SPECIAL.length()));
            case 1 -> 1 + random.nextInt(0xd7fe);
            case 2 -> rarely(50) ? 0x10000 + random.nextInt(0x100000) : 0xe000 + random.nextInt(0x2000);
            default -> ' ' + random.nextInt(95);
        };
    }

    private boolean rarely(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
