package dev.edict.app.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every line of the contract has a request, a test or a reason. */
class ContractTablesTest {

    private static final List<Clause> CONTRACT = Clause.all();
    private static final List<Triple> REQUESTS =
            Table.read("cases.psv").stream().map(Table::triple).toList();

    @Test
    void every_line_is_shown_by_a_request_or_says_why_not() {
        assertThat(CONTRACT).allMatch(Clause::isUnderstood);
        assertThat(REQUESTS).containsAll(toBeShown().toList());
    }

    @Test
    void every_request_shows_a_line() {
        assertThat(toBeShown()).containsAll(REQUESTS);
    }

    private static Stream<Triple> toBeShown() {
        return CONTRACT.stream().flatMap(clause -> clause.toBeShown().stream());
    }

    @Test
    void every_difference_is_told() throws IOException {
        var told = Files.readString(Path.of("..", "docs", "compatibility.md"));
        assertThat(CONTRACT).allSatisfy(clause -> clause.difference()
                .ifPresent(words -> assertThat(told).as(clause.toString()).contains(words)));
    }

    @Test
    void every_test_that_is_named_is_one() {
        assertThat(CONTRACT).allSatisfy(clause -> clause.test().ifPresent(ContractTablesTest::assertIsTest));
    }

    private static void assertIsTest(String[] name) {
        try {
            assertThat(Class.forName(name[0]).getDeclaredMethods())
                    .filteredOn(method -> method.isAnnotationPresent(Test.class))
                    .as(name[0])
                    .anyMatch(method -> method.getName().equals(name[1]));
        } catch (ClassNotFoundException e) {
            throw new AssertionError("no class " + Arrays.toString(name), e);
        }
    }
}
