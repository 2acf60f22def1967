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
    void one_of_two_servers_is_refused_in_one_line_that_says_what_to_do() throws Exception {
        try (var edict = new PackagedEdict(folder.resolve(".edict"), Map.of("DATABASE_URL", "postgres://db/edict"))) {
            assertThat(edict.awaitExit()).isOne();
            assertThat(edict.output().lines())
                    .singleElement()
                    .asString()
                    .startsWith("edict does not start: REDIS_URL is missing")
                    .contains("set both DATABASE_URL and REDIS_URL");
        }
    }
}
