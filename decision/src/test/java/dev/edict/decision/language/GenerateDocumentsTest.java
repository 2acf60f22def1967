package dev.edict.decision.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.decision.language.Literal.ArrayLiteral;
import dev.edict.decision.language.Literal.Constant;
import dev.edict.decision.language.Literal.NumberLiteral;
import dev.edict.decision.language.Literal.ObjectLiteral;
import dev.edict.decision.language.Literal.SetLiteral;
import dev.edict.decision.language.Literal.StringLiteral;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Documents nobody would write, the same ones every time. */
class GenerateDocumentsTest {
    private static final String HEAD = "# caracal:data-document\npackage caracal.authz\nimport rego.v1\n";
    private static final String PIECES = "[]{}(),:;=\"`\\#|&+-.*<>! \t\r\n0a1e_u\u00e9\ud83d\ude00\ufeff";
    private static final List<String> WORDS = List.of(
            "restrict",
            "grants := ",
            "package",
            "import",
            "default",
            "if",
            "else",
            "contains",
            "some",
            "not",
            "set(",
            "true",
            "null",
            "input.x",
            "http.send(",
            "\\u00e9",
            "\"k\":",
            ":=");

    private final Random random = new Random(7);

    @Test
    void what_is_printed_reads_as_the_same_value() {
        for (int i = 0; i < 5_000; i++) {
            var value = value(5);
            var parsed = ParsedDocument.of(
                    "doc", HEAD + "restrict := " + LiteralText.of(value) + "\n", PolicyLanguage.LITERAL);
            assertThat(parsed.problems().inOrder()).isEmpty();
            assertThat(parsed.definitions().get(0).value())
                    .extracting(Node::literal)
                    .isEqualTo(value);
        }
    }

    @Test
    void a_text_that_was_garbled_is_read_to_its_end_or_told_where_it_is_wrong() {
        for (int i = 0; i < 20_000; i++) {
            var text = garbled(HEAD + "restrict := " + LiteralText.of(value(4)) + "\ngrants := {\"a\": `b`}\n");
            for (var language : PolicyLanguage.values()) {
                var parsed = ParsedDocument.of("doc", text, language);
                assertThat(parsed.problems().inOrder()).allSatisfy(problem -> {
                    assertThat(problem.line()).isBetween(1, text.length() + 1);
                    assertThat(problem.column()).isBetween(1, text.length() + 1);
                    assertThat(problem.excerpt()).hasSizeLessThan(400);
                });
                assertThat(parsed.problems().isEmpty()
                                == parsed.firstViolation().isEmpty())
                        .isTrue();
            }
            assertThat(PolicyPreview.of(text)).isNotNull();
        }
    }

    private String garbled(String text) {
        var garbled = new StringBuilder(text);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(garbled.length());
            switch (random.nextInt(4)) {
                case 0 -> garbled.deleteCharAt(at);
                case 1 -> garbled.insert(at, PIECES.charAt(random.nextInt(PIECES.length())));
                case 2 -> garbled.insert(at, WORDS.get(random.nextInt(WORDS.size())));
                default -> garbled.setCharAt(at, PIECES.charAt(random.nextInt(PIECES.length())));
            }
        }
        return garbled.toString();
    }

    private Literal value(int depth) {
        return switch (random.nextInt(depth == 0 ? 3 : 6)) {
            case 0 -> new StringLiteral(string());
            case 1 -> new NumberLiteral(BigDecimal.valueOf(random.nextLong(), random.nextInt(40) - 20));
            case 2 -> List.of(Constant.TRUE, Constant.FALSE, Constant.NULL).get(random.nextInt(3));
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

    private String string() {
        var string = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            string.appendCodePoint(random.nextInt(4) == 0 ? 1 + random.nextInt(0xd7fe) : ' ' + random.nextInt(95));
        }
        return string.toString();
    }
}
