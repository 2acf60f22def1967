package dev.edict.decision.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PreviewPolicyTest {

    @Test
    void a_preview_lists_what_the_text_defines_and_refers_to() {
        var preview = PolicyPreview.of(
                """
                package caracal.authz
                # input.comment data.comment
                default result := {"decision": "deny"}
                result := {"decision" : "allow", "decision": "maybe"} if input.principal.id == data.x.owners
                grants := {"input.string": input.context["x"], "k": input.principal.id, "l": myinput.a, "m": input}
                app_ids := data.x.
                """);
        assertThat(preview)
                .isEqualTo(new PolicyPreview(
                        "caracal.authz",
                        List.of("app_ids", "grants", "result"),
                        true,
                        List.of("allow", "deny"),
                        List.of("input.context", "input.principal.id"),
                        List.of("data.x", "data.x.owners")));
    }

    @Test
    void a_document_of_plain_data_refers_to_nothing() {
        var preview =
                PolicyPreview.of("# caracal:data-document\npackage caracal.authz\ngrants := {}\ndefault_result := 1\n");
        assertThat(preview)
                .isEqualTo(new PolicyPreview(
                        "caracal.authz", List.of("default_result", "grants"), false, List.of(), List.of(), List.of()));
    }

    @Test
    void previews_the_recognisable_parts_of_an_invalid_text() {
        assertThat(PolicyPreview.of("package (").rules()).isEmpty();
        assertThat(PolicyPreview.of("package caracal.authz\nrisk := [").packageName())
                .isEqualTo("caracal.authz");
    }
}
