package dev.edict.decision.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.decision.value.LiteralText;
import dev.edict.decision.value.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GenerateDocumentsTest {
    private static final String HEAD = "# caracal:data-document\npackage caracal.authz\nimport rego.v1\n";

    private final GeneratedDocuments documents = new GeneratedDocuments(7);

    @Test
    void parses_a_printed_value_into_an_equal_value() {
        for (int i = 0; i < 5_000; i++) {
            var value = documents.value(5);
            var parsed = ParsedDocument.of(
                    "doc", HEAD + "restrict := " + LiteralText.of(value) + "\n", PolicyLanguage.LITERAL);
            assertThat(parsed.problems().inOrder()).isEmpty();
            assertThat(parsed.definitions().get(0).value())
                    .extracting(Node::literal)
                    .isEqualTo(value);
        }
    }

    @Test
    void a_sound_document_in_whatever_form_is_read_and_can_be_printed() {
        for (int i = 0; i < 5_000; i++) {
            var text = documents.sound();
            assertThat(ParsedDocument.of("doc", text, PolicyLanguage.LITERAL)
                            .problems()
                            .inOrder())
                    .as(text)
                    .isEmpty();
            ReadingPromises.check(text);
        }
    }

    @Test
    void a_text_that_was_garbled_is_read_to_its_end_or_told_where_it_is_wrong() {
        for (int i = 0; i < 20_000; i++) {
            ReadingPromises.check(documents.garbled());
        }
    }
}
