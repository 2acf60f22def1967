package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The requests in {@code docs/http} do what they say, sent from top to bottom. */
@Tag("servers")
class HttpFilesTest {

    private static final Path FOLDER = Path.of("../docs/http");
    private static final Path README = Path.of("../README.md");
    private static final String HOST = "";

    /** These ask the decision point inside of Edict; all others run where none loads what they activate. */
    private static final String DECISIONS = "decisions.http";

    static List<String> files() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void run_from_top_to_bottom(String name) throws Exception {
        var edict = name.equals(DECISIONS) ? Edict.deciding() : Edict.shared();
        var api = edict.api().withToken(null);
        var file = new HttpFile(FOLDER.resolve(name), Map.of("host", HOST, "token", Edict.TOKEN));
        assertThat(file.requests()).isNotEmpty();
        for (var request : file.requests()) {
            var headers = new HashMap<String, String>();
            request.headers().forEach((header, value) -> headers.put(header, file.resolve(value)));
            var body = request.body() == null ? null : file.resolve(request.body());
            Callable<Api.Answer> call = () -> api.send(request.method(), file.resolve(request.url()), body, headers);
            var answer = request.method().equals("GET") && !request.parts().isEmpty()
                    ? await("what is told later to be told")
                            .until(
                                    call,
                                    told -> told.status() >= 400
                                            || request.parts().stream()
                                                    .map(file::resolve)
                                                    .allMatch(told.body()::contains))
                    : call.call();
            check(file, request, answer);
            file.answered(request, answer);
        }
    }

    private static void check(HttpFile file, HttpFile.Request request, Api.Answer answer) {
        var what = "%s: %s".formatted(request.title(), answer.body());
        assertThat(answer.status()).as(what).isEqualTo(request.expected());
        if (request.code() == null) {
            assertThat(answer.status()).as(what).isLessThan(400);
        } else {
            assertThat(answer.text("error")).as(what).isEqualTo(request.code());
        }
        if (request.sameAs() != null) {
            assertThat(answer.body()).isEqualTo(file.answer(request.sameAs()).body());
        }
        assertThat(request.parts()).as(what).allSatisfy(part -> assertThat(answer.body())
                .contains(file.resolve(part)));
    }

    @Test
    void are_linked_from_the_readme() throws IOException {
        var readme = Files.readString(README);
        assertThat(files()).allSatisfy(name -> assertThat(readme).contains("](docs/http/%s)".formatted(name)));
    }
}
