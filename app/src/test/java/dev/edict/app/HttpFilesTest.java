package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The requests in {@code docs/http} do what they say, sent from top to bottom. */
class HttpFilesTest {

    private static final Path FOLDER = Path.of("../docs/http");
    private static final String HOST = "";

    private final Api api = Edict.shared().api().withToken(null);

    @ParameterizedTest
    @ValueSource(strings = {"lifecycle.http", "safety.http", "errors.http"})
    void run_from_top_to_bottom(String name) {
        var file = new HttpFile(FOLDER.resolve(name), Map.of("host", HOST, "token", Edict.TOKEN));
        assertThat(file.requests()).isNotEmpty();
        for (var request : file.requests()) {
            var headers = new HashMap<String, String>();
            request.headers().forEach((header, value) -> headers.put(header, file.resolve(value)));
            var body = request.body() == null ? null : file.resolve(request.body());
            var answer = api.send(request.method(), file.resolve(request.url()), body, headers);
            assertThat(answer.status())
                    .as("%s: %s: %s", name, request.title(), answer.body())
                    .isEqualTo(request.expected());
            file.answered(request, answer);
        }
    }

    @Test
    void are_all_run() throws IOException {
        try (var files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("lifecycle.http", "safety.http", "errors.http");
        }
    }
}
