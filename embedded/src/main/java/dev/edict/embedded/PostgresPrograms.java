package dev.edict.embedded;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** The PostgreSQL of this build, unpacked into the data folder. */
record PostgresPrograms(Path bin) {

    private static final Duration LONGEST_RUN = Duration.ofMinutes(2);
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) ([0-9]+)");

    /** The folder's name contains the archive, so that another build or platform unpacks its own beside it. */
    static PostgresPrograms unpackedIn(DataFolder folder) {
        var archive = archive();
        var kept = folder.programs().resolve("postgres-" + digest(archive).substring(0, 16));
        try {
            if (!Files.isDirectory(kept)) {
                // Renamed when complete: the next attempt overwrites what a crash leaves half unpacked.
                var aside = kept.resolveSibling(kept.getFileName() + ".new");
                ArchiveExtractor.unpack(new ByteArrayInputStream(archive), Files.createDirectories(aside));
                Files.move(aside, kept, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw folder.refusal(e);
        }
        return new PostgresPrograms(kept.resolve("bin"));
    }

    private static byte[] archive() {
        var system = System.getProperty("os.name").startsWith("Mac") ? "Darwin" : System.getProperty("os.name");
        try (var packed = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, System.getProperty("os.arch"))) {
            return packed.readAllBytes();
        } catch (IllegalStateException e) {
            throw new StartRefused(
                    "there is no embedded PostgreSQL for this platform", "set DATABASE_URL and REDIS_URL");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(byte[] archive) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    int majorVersion() {
        var said = run("postgres", List.of("-V")).output();
        var version = VERSION.matcher(said);
        if (!version.find()) {
            throw new StartRefused(
                    "PostgreSQL in " + bin + " cannot be run (" + said.strip() + ")",
                    "name a data folder where programs may be run, with EDICT_DATA");
        }
        return Integer.parseInt(version.group(1));
    }

    ProcessResult run(String program, List<String> arguments) {
        try {
            return ProcessResult.capturing(command(program, arguments), LONGEST_RUN);
        } catch (IOException e) {
            return new ProcessResult(false, String.valueOf(e.getMessage()));
        }
    }

    /** PostgreSQL refuses to run as root, but accepts a user namespace in which it is not root. */
    List<String> command(String program, List<String> arguments) {
        var command = new ArrayList<String>();
        if (LinuxUtils.isUnshareAvailable()) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(bin.resolve(program).toString());
        command.addAll(arguments);
        return command;
    }
}
