package dev.edict.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DenyReasonsTest {

    private static final Path SOURCES = Path.of("src/main/java/dev/edict/decision");
    private static final Pattern REASON = Pattern.compile("(?:denyBecause|malformed)\\(\\s*\"(?<reason>[a-z_]+)\"");

    @Test
    void every_reason_of_the_table_is_listed_and_no_other() throws IOException {
        var reasons = new TreeSet<String>();
        try (var files = Files.list(SOURCES)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(DenyReasonsTest::reasons)
                    .forEach(reasons::add);
        }
        assertThat(reasons).hasSizeGreaterThan(12);
        assertThat(DecisionContract.denyReasons())
                .filteredOn(reason -> !reason.matches("conflicting_.*_data"))
                .containsExactlyElementsOf(reasons);
    }

    @Test
    void each_rule_has_a_reason_for_definitions_that_differ() {
        assertThat(DecisionContract.denyReasons())
                .filteredOn(reason -> reason.matches("conflicting_.*_data"))
                .containsExactly(
                        "conflicting_app_ids_data",
                        "conflicting_approval_tiers_data",
                        "conflicting_confinement_data",
                        "conflicting_grants_data",
                        "conflicting_restrict_data",
                        "conflicting_risk_data");
    }

    private static Stream<String> reasons(Path file) {
        try {
            return REASON.matcher(Files.readString(file)).results().map(found -> found.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
