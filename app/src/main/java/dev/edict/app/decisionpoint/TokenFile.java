package dev.edict.app.decisionpoint;

import dev.edict.app.decisionpoint.SyncedTokens.Tokens;
import dev.edict.replica.controlplane.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** Keeps the hashes of tokens on the disk, readable by its owner only; a file is replaced as a whole. */
final class TokenFile {

    private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);

    private static final int LONGEST = 8 * 1024 * 1024;

    private final Path file;
    private byte[] written = new byte[0];

    TokenFile(Path folder) {
        this.file = folder.resolve("decide-tokens.json");
    }

    /** The tokens of the last answer; empty if there is none, or the file is unreadable. */
    Optional<Tokens> read() {
        try (var stored = Files.newInputStream(file)) {
            var bytes = stored.readNBytes(LONGEST);
            return Optional.ofNullable(Json.read(bytes, Tokens.class)).filter(tokens -> tokens.tokens() != null);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | JacksonException e) {
            LOG.warn("{} is ignored: it is unreadable", file);
            return Optional.empty();
        }
    }

    /** Writes the tokens if they differ from what was written last; a disk that takes nothing is logged. */
    void write(Tokens tokens) {
        var bytes = Json.bytes(tokens);
        if (Arrays.equals(bytes, written)) {
            return;
        }
        try {
            var next = Files.createTempFile(
                    Files.createDirectories(file.getParent()),
                    "decide-tokens",
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(next, bytes);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            written = bytes;
        } catch (IOException e) {
            LOG.warn("{} cannot be written: {}", file, e.toString());
        }
    }
}
