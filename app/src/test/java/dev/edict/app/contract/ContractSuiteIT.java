package dev.edict.app.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.Api;
import dev.edict.app.rig.NodeProcess;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The packaged program against the wire contract: {@code contract/triples.psv} is the contract, written by hand, and
 * {@code contract/cases.psv} has a request for each line of it.
 */
class ContractSuiteIT {

    private static final String SECRET = "contract-token-of-sixteen-or-more";
    private static final int LIMIT = 100_000;

    @TempDir
    private static Path folder;

    private static NodeProcess edict;
    private static Api api;
    private static Scene scene;
    private static Callers callers;

    @BeforeAll
    static void the_packaged_program() throws Exception {
        edict = NodeProcess.quick(Map.of(
                        "EDICT_DATA",
                        folder.resolve("data").toString(),
                        "EDICT_ADMIN_TOKEN",
                        SECRET,
                        "API_V1_RATE_LIMIT_PER_MIN",
                        String.valueOf(LIMIT),
                        "READY_RATE_LIMIT_PER_MIN",
                        "100"))
                .start()
                .awaitAnnounced();
        api = new Api(edict.port(), SECRET);
        var database = new PGSimpleDataSource();
        database.setURL("jdbc:postgresql://127.0.0.1:%s/edict?user=postgres"
                .formatted(
                        edict.printed("PostgreSQL .* at 127\\.0\\.0\\.1:(\\d+)").group(1)));
        scene = new Scene(api, JdbcClient.create(database));
        callers = new Callers(api, SECRET, scene.zoneId());
    }

    @AfterAll
    static void stop() {
        edict.close();
    }

    @TestFactory
    Stream<DynamicTest> answers_as_the_contract_says() {
        return Table.read("cases.psv").stream()
                .map(cells -> DynamicTest.dynamicTest(
                        "%s (%s)".formatted(Table.triple(cells), cells.get(4)), () -> run(cells)));
    }

    private static void run(List<String> cells) throws IOException {
        var expected = Table.triple(cells);
        var caller = cells.get(3).split(" as ", 2);
        var answer =
                switch (caller[0]) {
                    case "limited" -> beyondTheLimit(cells.get(4));
                    case "raw" -> raw(cells.get(4));
                    default -> send(cells, caller);
                };
        assertThat(answer.status()).as(answer.body()).isEqualTo(expected.status());
        if (!expected.code().isEmpty()) {
            assertThat(answer.text("error")).as(answer.body()).isEqualTo(expected.code());
        }
    }

    @Test
    void a_list_that_is_asked_for_as_csv_is_a_file() {
        var file = api.get("/v1/zones/%s/audit?format=csv&fields=id,decision".formatted(scene.zoneId()))
                .expect(200);
        assertThat(file.body()).isEqualTo("id,decision\r\ne1,deny\r\n");
        assertThat(file.headers().firstValue("content-type")).hasValue("text/csv;charset=UTF-8");
        assertThat(file.headers().firstValue("content-disposition"))
                .hasValue("attachment; filename=\"audit-%s.csv\"".formatted(scene.zoneId()));
    }

    private static Api.Answer send(List<String> cells, String[] caller) {
        var target = scene.fill(cells.get(4)).split(" ", 2);
        var method = target.length == 2 ? target[0] : methodOf(cells.get(0));
        var headers = new HashMap<>(callers.headers(caller[0]));
        var body = cells.size() > 5 && !cells.get(5).isEmpty() ? scene.fill(cells.get(5)) : null;
        if (body != null) {
            headers.put("content-type", caller.length == 2 ? caller[1] : "application/json");
        }
        return new Api(edict.port(), callers.token(caller[0])).send(method, target[target.length - 1], body, headers);
    }

    private static String methodOf(String route) {
        return route.equals("*") ? "GET" : route.split(" ", 2)[0];
    }

    /** A path that a client of Java does not take for one; it is refused. */
    private static Api.Answer raw(String path) throws IOException {
        var connection = (HttpURLConnection) new URL("http", "127.0.0.1", edict.port(), path).openConnection();
        var status = connection.getResponseCode();
        try (var body = Objects.requireNonNull(connection.getErrorStream())) {
            return new Api.Answer(
                    status,
                    HttpHeaders.of(Map.of(), (name, value) -> true),
                    new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Too many requests get 429, also with an unknown token. */
    private static Api.Answer beyondTheLimit(String path) {
        var nobody = new Api(edict.port(), "nobody-knows-this-token");
        var answer = nobody.get(path);
        for (int n = 0; n < 200 && answer.status() != 429; n++) {
            answer = nobody.get(path);
        }
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
        return answer;
    }
}
