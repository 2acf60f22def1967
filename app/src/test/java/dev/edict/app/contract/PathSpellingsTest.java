package dev.edict.app.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.Edict;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A route has one path: another spelling does not bypass the checks of paths. */
@Tag("servers")
class PathSpellingsTest {

    private static final Edict EDICT = Edict.shared();

    static Stream<String> routes() {
        return Table.read("matrix.psv").stream().map(cells -> cells.get(0).replaceAll("\\{[^}]+}", "z9"));
    }

    private static List<String> spellings(String path) {
        var last = path.substring(path.lastIndexOf('/') + 1);
        var before = path.substring(0, path.lastIndexOf('/') + 1);
        return Stream.of(
                        path.replace("/v1/", "/v1;/"),
                        path.replace("/v1/", "/v1;a=b/"),
                        path.replace("/v1/", "/%761/"),
                        path.replace("/v1/", "/v%31/"),
                        path.replace("/v1/", "//v1/"),
                        path.replace("/v1/", "/v1//"),
                        path.replace("/v1/", "/./v1/"),
                        path.replace("/v1/", "/v1/x/../"),
                        path.replace("/v1/", "/v1/x/%2e%2E/"),
                        path + ";",
                        path + "/.",
                        before + "%%%02x".formatted((int) last.charAt(0)) + last.substring(1),
                        path.replace("-", "%2D"))
                .filter(spelling -> !spelling.equals(path))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void another_spelling_of_a_route_is_refused(String route) {
        var parts = route.split(" ", 2);
        var body = parts[0].equals("GET") || parts[0].equals("DELETE") ? null : "{}";
        for (var path : spellings(parts[1])) {
            var answer = EDICT.api().send(parts[0], path, body, Map.of("content-type", "application/json"));
            assertThat(answer.status()).as(path).isEqualTo(400);
            assertThat(answer.text("error")).as(path).isEqualTo("invalid_params");
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void a_slash_that_is_encoded_is_refused(String route) {
        var parts = route.split(" ", 2);
        var path = "/v1" + parts[1].substring(3).replaceFirst("/", "%2F");
        EDICT.api().send(parts[0], path, null, Map.of()).expect(400);
    }

    @Test
    void a_refused_path_changes_nothing() {
        var zone = EDICT.api().governed(2);
        zone.versionIds().forEach(version -> EDICT.api()
                .activate(zone.zoneId(), zone.policySetId(), version)
                .expect(202));
        var events = events();
        for (var path : spellings("/v1/zones/%s/rollback".formatted(zone.zoneId()))) {
            EDICT.api().post(path, Map.of("reason", "r")).refused(400, "invalid_params");
        }
        assertThat(events()).isEqualTo(events);
    }

    private static long events() {
        return EDICT.sql()
                .sql("select coalesce(max(global_index), 0) from events.domain_event")
                .query(Long.class)
                .single();
    }
}
