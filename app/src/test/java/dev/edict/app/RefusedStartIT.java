package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusedStartIT {

    @TempDir
    private Path folder;

    @Test
    void one_of_two_servers_is_refused_in_two_sentences_and_no_stack_trace() throws Exception {
        try (var edict = new PackagedEdict(folder.resolve(".edict"), Map.of("DATABASE_URL", "postgres://db/edict"))) {
            assertThat(edict.awaitExit()).isOne();
            assertThat(edict.output())
                    .contains("DATABASE_URL is set, but REDIS_URL is not.")
                    .contains("Set both to use your own servers")
                    .doesNotContain("\tat ");
        }
    }
}
