package dev.edict.app.servers;

import dev.edict.embedded.StartRefused;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.core.env.StandardEnvironment;

/** A database that is not Edict's own, by an address as {@code DATABASE_URL} has it. */
public final class ExternalDatabase {

    /** The address may say otherwise. */
    private static final Map<String, String> PROPERTIES =
            Map.of("connectTimeout", "10", "tcpKeepAlive", "true", "ApplicationName", "edict");

    private ExternalDatabase() {}

    /**
     * Connects to nothing yet.
     *
     * @param setting what the address was given with, for the message
     * @throws IllegalArgumentException if it is none, with what to write instead; without the address itself
     */
    public static DataSource at(String setting, String url) {
        try {
            var database = DatabaseUrl.parse(url);
            var parameters = new LinkedHashMap<>(PROPERTIES);
            parameters.putAll(database.parameters());
            return database.withParameters(parameters).dataSource();
        } catch (StartRefused e) {
            throw new IllegalArgumentException(
                    String.valueOf(e.getMessage()).replace(ServerSettings.DATABASE_URL, setting));
        }
    }

    /**
     * The same by an address in this variable, or in the file that {@code <variable>_FILE} names; empty if neither is set.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Optional<DataSource> in(String variable) {
        try {
            return new EnvironmentVariables(new StandardEnvironment())
                    .find(variable)
                    .map(url -> at(variable, url));
        } catch (StartRefused e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
