package dev.edict.decision.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.decision.PolicyDocument;
import dev.edict.decision.language.PolicyLanguage;
import dev.edict.decision.problem.Problem;
import dev.edict.decision.problem.Severity;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sets that a stock Admin API with a token service behind it seals and decides as written, or that fail on live requests. */
class SealCasesTest {

    /**
     * This file has two different {@code grants}, on which the reference fails for every request; only its last two
     * cases are used.
     */
    private static final String BEHIND_ANOTHER_SET = "grant-of-an-unbound-application.json";

    static Stream<String> seal() throws IOException, URISyntaxException {
        return names("seal");
    }

    @ParameterizedTest
    @MethodSource("seal")
    void only_what_fails_on_live_requests_is_refused(String name) {
        var known = read("seal", name);
        var documents = documents(known);
        var errors = errors(name.equals(BEHIND_ANOTHER_SET) ? documents.subList(2, 4) : documents);
        if (known.get("expected").asString().equals("sealed")) {
            assertThat(errors).isEmpty();
        } else {
            assertThat(errors).isNotEmpty();
        }
    }

    @Test
    void two_different_grants_are_refused_whatever_else_is_in_the_set() {
        assertThat(errors(documents(read("seal", BEHIND_ANOTHER_SET)))).containsExactly("duplicate_definition");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "14-directive-after-nbsp.json",
                "15-future-keywords-imported-twice.json",
                "16-role-without-scope.json"
            })
    void what_the_reference_loads_and_decides_as_written_has_no_error(String name) {
        assertThat(errors(documents(read("decision", name)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"08-app_ids-set.json", "08c-grant-application-null-workload.json"})
    void what_the_reference_evaluates_by_accident_stays_refused(String name) {
        assertThat(errors(documents(read("decision", name)))).contains("wrong_shape");
    }

    @Test
    void the_first_code_is_the_one_of_the_stock_validator() {
        var known = read("decision", "20-first-code.json");
        var report = PolicyCheck.document(documents(known).get(0), PolicyLanguage.LITERAL);
        assertThat(report.firstViolation())
                .contains(known.get("reference_validator_refuses_with").get(0).asString());
    }

    private static List<String> errors(List<PolicyDocument> documents) {
        var report = PolicyCheck.bundle(documents, PolicyLanguage.LITERAL);
        return report.problems().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .map(Problem::code)
                .toList();
    }

    private static List<PolicyDocument> documents(JsonNode known) {
        return known.get("documents")
                .valueStream()
                .map(text -> new PolicyDocument("d", text.asString()))
                .toList();
    }

    private static JsonNode read(String kind, String name) {
        try (var file = SealCasesTest.class.getResourceAsStream("/cases/%s/%s".formatted(kind, name))) {
            return JsonMapper.shared().readTree(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<String> names(String kind) throws IOException, URISyntaxException {
        var folder = Path.of(Objects.requireNonNull(SealCasesTest.class.getResource("/cases/" + kind))
                .toURI());
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }
}
