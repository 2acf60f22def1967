package dev.edict.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The texts of the console, which all stand in one file. */
class TextsOfPagesTest {

    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path TEXTS = RESOURCES.resolve("console/messages.properties");
    private static final Pattern NAMED =
            Pattern.compile("#\\{([a-z][a-z0-9._-]*)[}(]|#messages\\.msg\\('([a-z0-9._-]+)'[,)]");
    private static final Path GOLDEN_EVENTS = Path.of("../command/src/test/resources/golden");
    private static final Pattern REVISION = Pattern.compile("^(.+)\\.[0-9]+\\.json$");
    private static final Pattern KEY = Pattern.compile("^([^#=\\s]+)\\s*=");

    @Test
    void each_stands_once() throws IOException {
        var keys = Files.readAllLines(TEXTS).stream()
                .flatMap(line -> KEY.matcher(line).results().map(found -> found.group(1)))
                .toList();
        assertThat(keys).hasSizeGreaterThan(200).doesNotHaveDuplicates();
    }

    @Test
    void each_that_a_page_names_is_there() throws IOException {
        var texts = texts();
        assertThat(named()).hasSizeGreaterThan(150).allSatisfy(key -> assertThat(texts)
                .containsKey(key));
    }

    @Test
    void each_kind_of_event_has_one() throws IOException {
        var texts = texts();
        assertThat(events()).hasSizeGreaterThan(30).allSatisfy(event -> assertThat(texts)
                .containsKey("event." + event));
    }

    private static Properties texts() throws IOException {
        var texts = new Properties();
        try (var file = Files.newBufferedReader(TEXTS)) {
            texts.load(file);
        }
        return texts;
    }

    /** By the files that the log's own tests hold each kind and revision of event to. */
    private static SortedSet<String> events() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN_EVENTS)) {
            return files.map(file -> REVISION.matcher(file.getFileName().toString()))
                    .filter(Matcher::find)
                    .map(file -> file.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static SortedSet<String> named() throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES.resolve("templates"))) {
            return files.filter(Files::isRegularFile)
                    .map(TextsOfPagesTest::text)
                    .flatMap(page -> NAMED.matcher(page).results())
                    .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
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
