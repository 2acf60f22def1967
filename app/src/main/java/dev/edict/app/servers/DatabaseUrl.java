package dev.edict.app.servers;

import dev.edict.embedded.StartRefused;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The address and credentials of PostgreSQL.
 *
 * @param parameters by the names of the PostgreSQL driver
 */
record DatabaseUrl(
        List<Host> hosts,
        String database,
        @Nullable String user,
        @Nullable String password,
        Map<String, String> parameters) {

    private static final String NAME = "DATABASE_URL";
    private static final int DEFAULT_PORT = 5432;
    private static final Pattern FORM =
            Pattern.compile("(?:postgres|postgresql|jdbc:postgresql)://([^/?]*)/([^/?]+)(?:\\?(.*))?");
    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^\\[\\]:@\\s]+)(?::([0-9]{1,5}))?");

    /** Parameter names of other PostgreSQL clients, with the driver's names. */
    private static final Map<String, String> SYNONYMS = Map.of(
            "connect_timeout", "connectTimeout",
            "application_name", "ApplicationName",
            "channel_binding", "channelBinding");

    /** One server; usually the only one. */
    record Host(String name, int port) {}

    static DatabaseUrl parse(String url) {
        var form = FORM.matcher(url);
        if (!form.matches()) {
            throw malformed("it does not have the required form");
        }
        var authority = form.group(1);
        var query = form.group(3) == null ? "" : form.group(3);
        // An unescaped slash or question mark in the password moves its rest, and the @, behind the host.
        if (form.group(2).contains("@") || query.contains("@")) {
            throw malformed("an @ follows the host");
        }
        int at = authority.lastIndexOf('@');
        var hosts = hosts(authority.substring(at + 1));
        var parameters = parameters(query);
        var user = parameters.remove("user");
        var password = parameters.remove("password");
        if (at >= 0) {
            var credentials = authority.substring(0, at).split(":", 2);
            user = decode(credentials[0]);
            password = credentials.length == 2 ? decode(credentials[1]) : password;
        }
        return new DatabaseUrl(hosts, decode(form.group(2)), user, password, Map.copyOf(parameters));
    }

    DatabaseUrl withParameters(Map<String, String> others) {
        return new DatabaseUrl(hosts, database, user, password, Map.copyOf(others));
    }

    /** Returns a data source without connecting. */
    DataSource dataSource() {
        var source = new PGSimpleDataSource();
        source.setServerNames(hosts.stream().map(Host::name).toArray(String[]::new));
        source.setPortNumbers(hosts.stream().mapToInt(Host::port).toArray());
        source.setDatabaseName(database);
        source.setUser(user);
        source.setPassword(password);
        parameters.forEach((property, value) -> set(source, property, value));
        return source;
    }

    private static void set(PGSimpleDataSource source, String property, String value) {
        try {
            source.setProperty(property, value);
        } catch (SQLException e) {
            throw new StartRefused(
                    NAME + " gives " + property + " a value that the PostgreSQL driver does not accept", "correct it");
        }
    }

    @Override
    public String toString() {
        return hosts + "/" + database;
    }

    private static List<Host> hosts(String authority) {
        var hosts = new ArrayList<Host>();
        for (var part : authority.split(",", -1)) {
            var host = HOST.matcher(part);
            if (!host.matches()) {
                throw malformed("the host or its port is missing or wrong");
            }
            int port = host.group(2) == null ? DEFAULT_PORT : Integer.parseInt(host.group(2));
            if (port < 1 || port > 65535) {
                throw malformed("the port is not between 1 and 65535");
            }
            hosts.add(new Host(decode(host.group(1)), port));
        }
        return List.copyOf(hosts);
    }

    private static Map<String, String> parameters(String query) {
        var parameters = new LinkedHashMap<String, String>();
        for (var pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            var parts = pair.split("=", 2);
            var name = SYNONYMS.getOrDefault(parts[0], parts[0]);
            // Ignoring a misspelt sslmode would mean an unencrypted connection to an unverified server.
            if (parts.length != 2 || PGProperty.forName(name) == null) {
                throw malformed("the PostgreSQL driver does not know one of the parameters after the question mark");
            }
            parameters.put(name, decode(parts[1]));
        }
        return parameters;
    }

    /** Percent-decodes only: a plus sign in a password stays a plus sign. */
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Its message repeats the undecodable text, which may be the password: it is not even kept as the cause.
            throw malformed("a percent sign is not followed by two hex digits");
        }
    }

    private static StartRefused malformed(String why) {
        return new StartRefused(
                NAME + " is not a PostgreSQL address, " + why,
                "write postgres://[user[:password]@]host[:port]/database[?parameters],"
                        + " with special characters of user and password percent-encoded");
    }
}
