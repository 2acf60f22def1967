package dev.edict.decision.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The recorded decisions detect a broken engine: each of these lines is changed once, compiled and evaluated. */
class MutationsTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/edict/decision");
    private static final Path CLASSES = Path.of("target/classes");
    private static final Path TEST_CLASSES = Path.of("target/test-classes");

    @TempDir
    private Path folder;

    static Stream<Arguments> mutations() {
        return Stream.of(
                arguments(
                        "DecisionTable", "List.of(Gate.NOT_FROZEN, Gate.DATA_READABLE)", "List.of(Gate.DATA_READABLE)"),
                arguments("DecisionTable", "List.of(\n            Gate.RISK_WELL_FORMED,", "List.of("),
                arguments("DecisionTable", "Gate.APPROVALS_WELL_FORMED,\n            Gate.OWNED,", "Gate.OWNED,"),
                arguments("DecisionTable", ordered("OWNED", "WITHIN_EDGE"), ordered("WITHIN_EDGE", "OWNED")),
                arguments("DecisionTable", ordered("WITHIN_EDGE", "CONFINED"), ordered("CONFINED", "WITHIN_EDGE")),
                arguments("DecisionTable", ordered("CONFINED", "COVERED"), ordered("COVERED", "CONFINED")),
                arguments("DecisionTable", "Gate.TARGETED, Gate.OWNED,", "Gate.OWNED, Gate.TARGETED,"),
                arguments("DecisionTable", "Gate.TARGETED, Gate.OWNED,", "Gate.TARGETED,"),
                arguments("DecisionTable", "return orElse(bootstrap, BOOTSTRAPPED);", "return denial;"),
                arguments("Gate", "restrictions.value() > 0", "restrictions.value() > 1"),
                arguments("Gate", "deny(!question.isWithinEdge()", "deny(question.isWithinEdge()"),
                arguments("Gate", "ownership(question, NO_RULE_MATCHED)", "ownership(question, RESOURCE_NOT_GRANTED)"),
                arguments("Confinement", "label.startsWith(labelPrefix)", "label.equals(labelPrefix)"),
                arguments("Confinement", "if (!sound)", "if (sound && rules.isEmpty() && labels.isEmpty())"),
                arguments("Confinement", "!rule.scopes().containsAll(scopes)", "rule.scopes().isEmpty()"),
                arguments("Grant", "granted.containsAll(scopes)", "!granted.isEmpty()"),
                arguments("RequestShape", "&& !scopes.contains(AGENT_LIFECYCLE)", ""),
                arguments("RequestShape", "&& !\"\".equals(claims.get(\"delegation_edge_id\"))", ""),
                arguments("RequestShape", "return !scopes.isEmpty();", "return true;"),
                arguments("Question", "input.principal().id().equals(grant.owner())", "grant.owner() != null"),
                arguments("Question", "targets.contains(identifier)", "!targets.isEmpty()"),
                arguments("StepUp", "                .sorted(TermOrder::compareStrings)\n", ""),
                arguments("StepUp", "if (!declared.isEmpty())", "if (!scopes.isEmpty())"),
                arguments("RiskTiers", "ambiguous.add(scope);", ""),
                arguments("ApprovalTiers", "&& isAbsentOrOneOf(declaration.member(\"approver\"), APPROVERS)", ""));
    }

    private static String ordered(String first, String second) {
        return "Gate.%s,\n            Gate.%s,".formatted(first, second);
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @MethodSource("mutations")
    void the_kept_answers_detect_every_mutation_of_the_engine(String type, String line, String broken)
            throws Exception {
        var source = Files.readString(SOURCES.resolve(type + ".java"));
        assertThat(source).as("the line to break").contains(line);
        var mutant = Files.writeString(folder.resolve(type + ".java"), source.replace(line, broken));
        compile(mutant);
        try (var loader = new ChildFirst(folder)) {
            var difference = loader.loadClass(Sample.class.getName())
                    .getMethod("firstDifference")
                    .invoke(null);
            assertThat(difference).asString().isNotEmpty();
        }
    }

    private void compile(Path mutant) {
        var classPath = CLASSES + System.getProperty("path.separator") + System.getProperty("java.class.path");
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", classPath, "-d", folder.toString(), mutant.toString());
        assertThat(failed).as("the broken line compiles").isZero();
    }

    /** Has an Edict of its own, so that the mutant takes the place of one class. */
    private static final class ChildFirst extends URLClassLoader {

        ChildFirst(Path mutant) throws IOException {
            super(urls(mutant, CLASSES, TEST_CLASSES), MutationsTest.class.getClassLoader());
        }

        private static URL[] urls(Path... folders) throws MalformedURLException {
            var urls = new URL[folders.length];
            for (int i = 0; i < folders.length; i++) {
                urls[i] = folders[i].toUri().toURL();
            }
            return urls;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("dev.edict.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                var loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
