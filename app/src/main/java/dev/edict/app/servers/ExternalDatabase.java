package dev.edict.app.servers;

import dev.edict.embedded.StartRefused;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.core.env.StandardEnvironment;

/** Connects to a database other than Edict's own, by an address in the form of {@code DATABASE_URL}. */
public final class ExternalDatabase {

    /** Defaults, which the address overrides. */
    private static final Map<String, String> PROPERTIES =
            Map.of("connectTimeout", "10", "tcpKeepAlive", "true", "ApplicationName", "edict");

    private ExternalDatabase() {}

    /**
     * Returns a data source without connecting.
     *
     * @param setting where the address comes from, for the message
     * @throws IllegalArgumentException if the address is invalid; the message says what to write and omits the address
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
     * The same for the address in a variable or in the file of {@code <variable>_FILE}; empty if neither is set.
     *
     * @throws IllegalArgumentException if the address is invalid
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
