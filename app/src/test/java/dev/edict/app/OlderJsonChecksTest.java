package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

class OlderJsonChecksTest {

    @Test
    void a_json_check_is_translated_for_postgresql_15() {
        assertThat(OlderJsonChecks.translate("create table t (payload text, check (payload is json object))"))
                .isEqualTo("create table t (payload text, check (json_typeof(payload::json) = 'object'))");
    }

    @Test
    void every_json_check_of_a_script_is_translated() throws IOException {
        var scripts = new PathMatchingResourcePatternResolver().getResources("classpath*:db/*/V*.sql");

        assertThat(scripts).isNotEmpty();
        assertThat(Stream.of(scripts).map(OlderJsonChecksTest::text).filter(text -> text.contains(" is json")))
                .isNotEmpty()
                .allSatisfy(text -> assertThat(OlderJsonChecks.translate(text)).doesNotContainIgnoringCase(" is json"));
    }

    private static String text(Resource script) {
        try {
            return script.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
