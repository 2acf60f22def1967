package dev.edict.app.files;

import dev.edict.app.PackagedEdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.springframework.util.FileSystemUtils;

/** The packaged program, started once for all that want it, by the command of the README. */
final class SharedProgram {

    private static final PackagedEdict EDICT = start();

    private SharedProgram() {}

    static PackagedEdict started() {
        return EDICT;
    }

    private static PackagedEdict start() {
        try {
            var folder = Files.createTempDirectory("edict-files");
            var edict = PackagedEdict.asAUserStartsIt(folder.resolve(".edict"));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                edict.close();
                try {
                    FileSystemUtils.deleteRecursively(folder);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
            return edict.awaitReady();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
