package dev.edict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Outputs as they are kept in {@code src/test/resources/golden}; {@code -Dedict.golden=record} writes them anew. */
public final class Golden {

    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private Golden() {}

    public static void assertSame(String name, String text) throws IOException {
        if ("record".equals(System.getProperty("edict.golden"))) {
            Files.createDirectories(FOLDER);
            Files.writeString(FOLDER.resolve(name), text);
        }
        assertThat(text).isEqualTo(Files.readString(FOLDER.resolve(name)));
    }
}
