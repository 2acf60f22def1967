package dev.edict.app.servers;

import dev.edict.embedded.DataFolder;
import dev.edict.embedded.LocalPostgres;
import dev.edict.embedded.PostgresFiles;
import dev.edict.embedded.StartRefused;
import dev.edict.embedded.UnwritableFolder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.core.env.ConfigurableEnvironment;

/** The database for a command that needs no Redis; closing it stops a server that was started for it. */
record DatabaseOnly(DatabaseUrl url, Closeable started) implements Closeable {

    static DatabaseOnly choose(ConfigurableEnvironment environment) {
        return new EnvironmentVariables(environment)
                .find(ServerSettings.DATABASE_URL)
                .map(url -> new DatabaseOnly(DatabaseUrl.parse(url), () -> {}))
                .orElseGet(() -> in(DataFolder.chosen(environment.getProperty("edict.data", ""))));
    }

    private static DatabaseOnly in(Path path) {
        // A misspelt path must not create a new, empty database.
        if (!Files.isDirectory(new PostgresFiles(path).data())) {
            throw new StartRefused(
                    "there is no database of Edict in " + path,
                    "name the data folder with EDICT_DATA, or the database with " + ServerSettings.DATABASE_URL);
        }
        return DataFolder.openUnlessHeld(path).map(DatabaseOnly::startedIn).orElseGet(() -> ofTheHolder(path));
    }

    private static DatabaseOnly ofTheHolder(Path path) {
        try {
            return new PostgresFiles(path.toRealPath())
                    .running()
                    .map(url -> new DatabaseOnly(DatabaseUrl.parse(url), () -> {}))
                    .orElseThrow(() -> new StartRefused(
                            "process " + DataFolder.holder(path) + " holds the data folder " + path
                                    + ", but no PostgreSQL of that folder could be identified",
                            "wait until it is ready, or stop it"));
        } catch (IOException e) {
            throw UnwritableFolder.refusal(path, e);
        }
    }

    private static DatabaseOnly startedIn(DataFolder folder) {
        try {
            var postgres = LocalPostgres.prepare(folder);
            postgres.start();
            return new DatabaseOnly(DatabaseUrl.parse(postgres.url()), () -> {
                postgres.stop();
                folder.close();
            });
        } catch (RuntimeException e) {
            release(folder);
            throw e;
        }
    }

    private static void release(DataFolder folder) {
        try {
            folder.close();
        } catch (IOException e) {
            throw folder.refusal(e);
        }
    }

    @Override
    public void close() throws IOException {
        started.close();
    }
}
