package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A request for a decision that is refused leaves none of its values in the log, at any level. */
@Tag("servers")
@ExtendWith(OutputCaptureExtension.class)
class KeepInputsOutOfTheLogTest {

    private static final String CANARY = "canary-4f1d";
    private static final Api API = Edict.deciding().api();
    private static final Logger OURS = (Logger) LoggerFactory.getLogger("dev.edict");

    private final Level before = OURS.getEffectiveLevel();

    @BeforeEach
    void logEverything() {
        OURS.setLevel(Level.TRACE);
    }

    @AfterEach
    void logAsBefore() {
        OURS.setLevel(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"context\": {\"trace_id\": canary-4f1d}}",
                "{\"context\": {\"trace_id\": \"canary-4f1d}}",
                "[\"canary-4f1d\"]",
                "\"canary-4f1d\"",
                "canary-4f1d",
                "{\"principal\": \"canary-4f1d\"}",
                "{\"principal\": {\"type\": 7, \"session\": \"canary-4f1d\"}}",
                "{\"principal\": {\"type\": \"A\", \"id\": \"a\", \"zone_id\": \"canary-4f1d\"}, \"resource\":"
                        + " {\"identifier\": \"r\"}, \"action\": {\"id\": \"x\"}, \"context\": {}}",
                "{\"subject\": {\"type\": 7, \"id\": \"canary-4f1d\"}}",
                "{\"subject\": {}, \"subject\": \"canary-4f1d\"}",
                "{\"evaluations\": {\"canary-4f1d\": \"canary-4f1d\"}}",
                "{\"options\": {\"evaluations_semantic\": \"canary-4f1d\"}, \"evaluations\": [{}]}",
            })
    void a_refused_request_leaves_no_value_in_the_log(String body, CapturedOutput output) {
        var zoneId = API.zone();
        for (var path :
                List.of("/v1/zones/%s/decide", "/zones/%s/access/v1/evaluation", "/zones/%s/access/v1/evaluations")) {
            var answer = API.postRaw(path.formatted(zoneId), body, "application/json");
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        }
        assertThat(output.toString()).doesNotContain(CANARY);
    }
}
