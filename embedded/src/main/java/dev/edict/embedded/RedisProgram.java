package dev.edict.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.embedded.RedisExecProvider;

/**
 * The Redis of this build, kept in the data folder: the library's own copy is deleted with the application, and may be
 * on a file system mounted with noexec.
 */
final class RedisProgram {

    static final String NAME = "redis-server";

    private static final Logger LOG = LoggerFactory.getLogger(RedisProgram.class);

    private RedisProgram() {}

    static Path unpackedIn(DataFolder folder) {
        var kept = folder.programs()
                .resolve(String.join("-", NAME, RedisExecProvider.redisVersion, System.getProperty("os.arch")));
        if (!Files.isExecutable(kept)) {
            var unpacked = unpack();
            try {
                keep(unpacked, kept);
            } catch (IOException e) {
                throw folder.refusal(e);
            } finally {
                forget(unpacked);
            }
        }
        return kept;
    }

    private static Path unpack() {
        try {
            return RedisExecProvider.defaultProvider().get().toPath();
        } catch (IllegalArgumentException e) {
            throw new StartRefused("there is no embedded Redis for this platform", "set DATABASE_URL and REDIS_URL");
        } catch (IOException e) {
            throw new StartRefused(
                    "Redis cannot be unpacked in " + System.getProperty("java.io.tmpdir") + " (" + e.getMessage() + ")",
                    "make room there, or name another folder with -Djava.io.tmpdir");
        }
    }

    /** Renames the complete file, so that a crash cannot leave half an executable. */
    private static void keep(Path unpacked, Path kept) throws IOException {
        var aside = kept.resolveSibling(kept.getFileName() + ".new");
        Files.copy(unpacked, aside, StandardCopyOption.REPLACE_EXISTING);
        if (!aside.toFile().setExecutable(true)) {
            throw new IOException(aside + " cannot be made executable");
        }
        Files.move(aside, kept, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void forget(Path unpacked) {
        // The library returns a relative path for an executable in the working directory, which is not ours.
        var made = unpacked.isAbsolute() ? unpacked.getParent() : null;
        try {
            if (made != null) {
                Files.delete(unpacked);
                Files.delete(made);
            }
        } catch (IOException e) {
            LOG.debug("{} is left", unpacked, e);
        }
    }
}
