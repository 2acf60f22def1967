package dev.edict.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every cause is described, and nothing else is. */
class DescribeCausesTest {

    private static final Path PAGE = Path.of("../../docs/operations/diagnosis.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]+`) \\|[^|]+\\|[^|]+\\|$");
    private static final Pattern CODE = Pattern.compile("`([a-z_]+)`");

    @Test
    void the_tables_have_every_code_once() throws IOException {
        var described = ROW.matcher(Files.readString(PAGE))
                .results()
                .flatMap(row -> CODE.matcher(row.group(1)).results())
                .map(code -> code.group(1))
                .filter(code -> !code.equals("cause"))
                .toList();
        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(CauseName.values()).map(CauseName::code).toList());
    }

    @Test
    void every_symptom_has_causes() {
        assertThat(SymptomName.values())
                .allSatisfy(symptom -> assertThat(symptom.causes()).hasSizeGreaterThan(5));
    }
}
