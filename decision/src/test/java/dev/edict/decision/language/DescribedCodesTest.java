package dev.edict.decision.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.decision.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/policy-language.md} has every code with its severity, in order, and a reason. */
class DescribedCodesTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_]+)` \\| (error|warning) \\| \\S.*\\|$");

    @Test
    void every_code_is_described_with_its_severity_and_a_reason() throws IOException {
        var document = Files.readString(Path.of("../docs/policy-language.md"));
        var described = ROW.matcher(document)
                .results()
                .map(row -> row.group(1) + " " + row.group(2))
                .toList();
        assertThat(described)
                .containsExactlyElementsOf(Arrays.stream(ProblemCode.values())
                        .map(code -> code.code() + " " + code.severity().name().toLowerCase(Locale.ROOT))
                        .toList());
    }
}
