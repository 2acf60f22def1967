package dev.edict.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Unpacks the archives of programs, and overwrites the remains of an earlier attempt. */
final class ArchiveExtractor {

    private static final int EXECUTABLE_BY_OWNER = 0100;

    private ArchiveExtractor() {}

    static void unpack(InputStream tarXz, Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(tarXz))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("the archive names " + entry.getName() + ", which lies outside of it");
                }
                unpack(tar, entry, path);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.deleteIfExists(path);
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, path, StandardCopyOption.REPLACE_EXISTING);
            if ((entry.getMode() & EXECUTABLE_BY_OWNER) != 0 && !path.toFile().setExecutable(true)) {
                throw new IOException(path + " cannot be made executable");
            }
        }
    }
}
