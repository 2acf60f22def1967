package dev.edict.cli.api;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the token of an Edict that keeps its data on this machine. */
final class OwnToken {

    private static final String DATA = ".edict";
    private static final String ADMIN_TOKEN = "admin-token";

    private OwnToken() {}

    /**
     * The file with the token; empty if there is none that can be read.
     *
     * @param data the named data folder; null to look for one in a folder and those above it
     */
    static Optional<Path> file(@Nullable String data, Path folder) {
        var folders = data == null
                ? Stream.iterate(folder, above -> above != null, Path::getParent)
                        .map(above -> above.resolve(DATA))
                : Stream.of(folder.resolve(data));
        return folders.map(found -> found.resolve(ADMIN_TOKEN))
                .filter(Files::isReadable)
                .findFirst();
    }
}
