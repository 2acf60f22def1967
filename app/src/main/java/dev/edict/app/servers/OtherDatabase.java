package dev.edict.app.servers;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A database that is not Edict's own, by an address as {@code DATABASE_URL} has it. */
public final class OtherDatabase {

    private OtherDatabase() {}

    /**
     * Connects to nothing yet.
     *
     * @param setting what the address was given with, for the message
     * @throws IllegalArgumentException if it is none, with what to write instead; without the address itself
     */
    public static DataSource at(String setting, String url) {
        try {
            return dataSource(DatabaseUrl.parse(url));
        } catch (StartRefused e) {
            throw new IllegalArgumentException(
                    String.valueOf(e.getMessage()).replace(ServerSettings.DATABASE_URL, setting));
        }
    }

    private static DataSource dataSource(DatabaseUrl database) {
        var source = new PGSimpleDataSource();
        source.setServerNames(
                database.hosts().stream().map(DatabaseUrl.Host::name).toArray(String[]::new));
        source.setPortNumbers(
                database.hosts().stream().mapToInt(DatabaseUrl.Host::port).toArray());
        source.setDatabaseName(database.database());
        source.setUser(database.user());
        source.setPassword(database.password());
        source.setConnectTimeout(10);
        source.setTcpKeepAlive(true);
        source.setApplicationName("edict");
        database.parameters().forEach((property, value) -> {
            try {
                source.setProperty(property, value);
            } catch (SQLException e) {
                throw new StartRefused(
                        "DATABASE_URL gives " + property + " a value that the PostgreSQL driver does not take",
                        "correct it");
            }
        });
        return source;
    }
}
