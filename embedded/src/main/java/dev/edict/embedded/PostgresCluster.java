package dev.edict.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL's data directory, from which Edict never removes a file. */
record PostgresCluster(DataFolder folder, Path data) {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresCluster.class);
    private static final String UNFINISHED = "postgres-unfinished-";
    private static final Pattern VERSION = Pattern.compile("[0-9]+(\\.[0-9]+)?");

    /** PostgreSQL would refuse too, but only after Redis started, and without a hint on what to do. */
    void refuseAnotherVersion(int major) {
        if (isMissing()) {
            return;
        }
        var version = version();
        if (!version.equals(Integer.toString(major))) {
            throw new StartRefused(
                    data + " was made by PostgreSQL " + version + ", and this build of Edict brings PostgreSQL "
                            + major,
                    "start it with a build that brings PostgreSQL " + version + ", or dump it with that one and load it"
                            + " into a new folder with this one, or name another folder with EDICT_DATA");
        }
    }

    private String version() {
        var file = data.resolve("PG_VERSION");
        try {
            var version = Files.readString(file).strip();
            if (VERSION.matcher(version).matches()) {
                return version;
            }
            throw unknown(file + " holds no version");
        } catch (NoSuchFileException e) {
            throw unknown(file + " is missing");
        } catch (IOException e) {
            throw unknown(file + " cannot be read as text");
        }
    }

    private StartRefused unknown(String why) {
        return new StartRefused(
                data + " has no data of a PostgreSQL version that this build of Edict knows: " + why,
                "restore the folder from a backup, or name another folder with EDICT_DATA");
    }

    private boolean isMissing() {
        try (var files = Files.list(data)) {
            return files.findAny().isEmpty();
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            throw folder.refusal(e);
        }
    }

    /**
     * Initializes the directory under another name and renames it when it is complete. An {@code initdb} that outlives
     * a killed application continues in its own directory, which no later start uses.
     */
    void makeIfMissing(PostgresPrograms programs) {
        if (!isMissing()) {
            return;
        }
        try {
            nameWhatIsUnfinished();
            var aside = Files.createTempDirectory(folder.root(), UNFINISHED);
            var initdb = programs.run("initdb", arguments(aside));
            if (!initdb.succeeded()) {
                LOG.debug(
                        "initdb failed; its empty folder is removed: {}",
                        aside.toFile().delete());
                throw new ServerLog(folder, "postgres.log").refusal("initdb", initdb.output());
            }
            folder.rename(aside, data);
        } catch (IOException e) {
            throw folder.refusal(e);
        }
    }

    private static List<String> arguments(Path target) {
        return List.of(
                "-D",
                target.toString(),
                "-A",
                "trust",
                "-U",
                "postgres",
                "-E",
                "UTF8",
                // Sorts identically on every machine, and an update of the system's C library cannot corrupt an index.
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8");
    }

    private void nameWhatIsUnfinished() throws IOException {
        try (var unfinished = Files.newDirectoryStream(folder.root(), UNFINISHED + "*")) {
            unfinished.forEach(left -> LOG.warn(
                    "{} is what an interrupted first start left; no server ever used it, and it may be deleted", left));
        }
    }
}
