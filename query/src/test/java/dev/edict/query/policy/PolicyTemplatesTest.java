package dev.edict.query.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.decision.PolicyDocument;
import dev.edict.decision.check.PolicyCheck;
import dev.edict.decision.language.PolicyLanguage;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyTemplatesTest {

    static Stream<PolicyTemplate> templates() {
        return PolicyTemplates.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void each_template_can_be_sealed_alone(PolicyTemplate template) {
        assertThat(bundle(template).hasErrors()).isFalse();
    }

    @Test
    void all_templates_together_have_no_problem() {
        assertThat(bundle(PolicyTemplates.ALL.toArray(PolicyTemplate[]::new)).problems())
                .isEmpty();
    }

    private static PolicyCheck.Report bundle(PolicyTemplate... templates) {
        var documents = Stream.of(templates)
                .map(template -> new PolicyDocument(template.id(), template.content()))
                .toList();
        return PolicyCheck.bundle(List.copyOf(documents), PolicyLanguage.LITERAL);
    }
}
