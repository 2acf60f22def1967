package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.decision.PolicyDocument;
import dev.edict.decision.check.PolicyCheck;
import dev.edict.decision.language.PolicyLanguage;
import dev.edict.decision.problem.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A reader who copies a policy out of our documentation can seal it alone. */
class DocumentedPoliciesTest {

    private static final Path README = Path.of("../README.md");
    private static final Path REQUESTS = Path.of("../docs/http");
    private static final Pattern CONTENT = Pattern.compile("\"content\":\\s*(\"(?:[^\"\\\\]|\\\\.)*\")");

    private final List<PolicyDocument> examples = new ArrayList<>();

    @Test
    void every_example_can_be_sealed_alone() throws IOException {
        collect(README, Files.readString(README));
        try (var files = Files.list(REQUESTS)) {
            for (var file : files.toList()) {
                new HttpFile(file, Map.of())
                        .requests().stream()
                                .filter(request -> request.code() == null)
                                .forEach(request -> collect(file, Objects.requireNonNullElse(request.body(), "")));
            }
        }
        assertThat(examples).hasSizeGreaterThan(5);
        var problems = examples.stream()
                .flatMap(example -> PolicyCheck.bundle(List.of(example), PolicyLanguage.LITERAL).problems().stream())
                .filter(problem -> problem.severity() == Severity.ERROR);
        assertThat(problems).isEmpty();
    }

    private void collect(Path file, String text) {
        CONTENT.matcher(text)
                .results()
                .map(found -> JsonMapper.shared().readValue(found.group(1), String.class))
                .forEach(content -> examples.add(new PolicyDocument(file.toString(), content)));
    }
}
