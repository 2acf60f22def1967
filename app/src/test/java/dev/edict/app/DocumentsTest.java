package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents for people match the code. */
class DocumentsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path RECORDS = ROOT.resolve("docs/decisions");

    private static final Pattern STATUS =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2} · Status: (accepted|superseded by \\[[^]]+]\\(([\\w-]+\\.md)\\))");

    /** At least two words, as in {@code CommandLock}; a single word may be no class name. */
    private static final Pattern CLASS_NAME =
            Pattern.compile("`(?:[a-z]+\\.)*([A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+)(?:[.#(][^`]*)?`");

    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");
    private static final Pattern DECLARED = Pattern.compile("\\b(?:class|interface|record|enum) ([A-Z]\\w*)");
    private static final Pattern IMPORTED = Pattern.compile("import (?:static )?[a-z_.0-9]+\\.([A-Z]\\w*)");

    private static final Set<String> CLASSES = classes();

    static List<Path> records() {
        return files(RECORDS, name -> name.endsWith(".md"));
    }

    static List<Path> documents() {
        var all = new ArrayList<>(files(ROOT.resolve("docs"), name -> name.endsWith(".md")));
        all.add(ROOT.resolve("README.md"));
        all.add(ROOT.resolve("CONTRIBUTING.md"));
        return all;
    }

    @ParameterizedTest
    @MethodSource("records")
    void a_decision_record_has_a_date_and_a_status_below_its_title(Path record) {
        var lines = text(record).lines().limit(3).toList();
        assertThat(lines.get(0)).startsWith("# ");
        assertThat(lines.get(2)).matches(STATUS);
        assertThat(lines.get(2)).startsWith(record.getFileName().toString().substring(0, 10));
    }

    @Test
    void a_record_that_supersedes_another_one_links_back_to_it() {
        assertThat(records()).isNotEmpty().allSatisfy(record -> {
            var status = STATUS.matcher(text(record));
            if (status.find() && status.group(2) != null) {
                assertThat(text(RECORDS.resolve(status.group(2))))
                        .contains("](" + record.getFileName() + ")")
                        .containsIgnoringCase("supersedes");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("documents")
    void a_class_that_a_document_names_exists(Path document) {
        var unknown = CLASS_NAME
                .matcher(text(document))
                .results()
                .map(found -> found.group(1))
                .filter(name -> !CLASSES.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unknown).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void a_link_of_a_document_leads_to_a_file(Path document) {
        assertThat(LINK.matcher(text(document)).results().map(found -> found.group(1)))
                .allSatisfy(link -> assertThat(document.resolveSibling(link)).exists());
    }

    /** Declared by us, or imported from a library. */
    private static Set<String> classes() {
        return Stream.of(
                        "embedded",
                        "decision",
                        "command",
                        "projector",
                        "query",
                        "sts-bridge/relay",
                        "sts-bridge/replica-spring",
                        "sts-bridge/diagnosis",
                        "sts-bridge/replica",
                        "sts-bridge/fleet",
                        "sts-bridge/audit",
                        "preview",
                        "console",
                        "cli",
                        "app")
                .flatMap(module -> files(ROOT.resolve(module + "/src"), name -> name.endsWith(".java")).stream())
                .map(DocumentsTest::text)
                .flatMap(source -> Stream.of(DECLARED, IMPORTED)
                        .flatMap(pattern -> pattern.matcher(source).results().map(found -> found.group(1))))
                .collect(Collectors.toSet());
    }

    private static List<Path> files(Path folder, Predicate<String> wanted) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> wanted.test(file.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
