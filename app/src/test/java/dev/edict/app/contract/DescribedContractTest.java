package dev.edict.app.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.ApiDocument;
import dev.edict.app.ApiDocument.Operation;
import dev.edict.app.Edict;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every answer that the packaged program is held to stands in the OpenAPI document. */
@Tag("servers")
class DescribedContractTest {

    private static final String ANY_ROUTE = "*";

    /** Of what is no operation nothing is described. */
    private static final Set<String> NO_OPERATION = Set.of("Not Found", "method_not_allowed");

    private static final ApiDocument DOCUMENT = new ApiDocument(Edict.shared().api());

    static Stream<List<String>> cases() {
        return Table.read("cases.psv").stream().filter(cells -> !NO_OPERATION.contains(cells.get(2)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void is_described(List<String> cells) {
        var answer = Table.triple(cells);
        var operation = cells.get(0).equals(ANY_ROUTE) ? called(cells.get(4)) : named(cells.get(0));
        assertThat(operation.response(answer.status()).isObject())
                .as(operation.name())
                .isTrue();
        if (!answer.code().isEmpty()) {
            assertThat(operation.codes(answer.status())).as(operation.name()).contains(answer.code());
        }
    }

    private static Operation called(String target) {
        var parts = target.split(" ", 2);
        var method = parts.length == 2 && !parts[0].equals("HEAD") ? parts[0] : "GET";
        return DOCUMENT.called(method, parts[parts.length - 1]);
    }

    /** The contract and the document have other names for the parts of a path. */
    private static Operation named(String route) {
        return DOCUMENT.operations().stream()
                .filter(operation -> withoutNames(operation.name()).equals(withoutNames(route)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(route + " is not in the document"));
    }

    private static String withoutNames(String route) {
        return route.replaceAll("\\{[^}]+}", "{}");
    }
}
