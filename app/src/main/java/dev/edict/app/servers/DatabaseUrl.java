package dev.edict.app.servers;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where PostgreSQL is, from {@code postgres://user:pw@host:port/db?…}, {@code postgresql://…} or a JDBC URL.
 *
 * @param jdbcUrl without user and password
 */
record DatabaseUrl(String jdbcUrl, @Nullable String user, @Nullable String password) {

    private static final String JDBC = "jdbc:postgresql:";

    static DatabaseUrl parse(String url) {
        if (url.startsWith(JDBC)) {
            return new DatabaseUrl(url, null, null);
        }
        try {
            var uri = new URI(url);
            var scheme = String.valueOf(uri.getScheme());
            var host = uri.getHost();
            var path = Optional.ofNullable(uri.getRawPath()).orElse("");
            if (!(scheme.equals("postgres") || scheme.equals("postgresql")) || host == null || path.length() < 2) {
                throw malformed();
            }
            var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            var credentials =
                    Optional.ofNullable(uri.getRawUserInfo()).orElse("").split(":", 2);
            return new DatabaseUrl(
                    JDBC + "//" + host + port + path + query,
                    credentials[0].isEmpty() ? null : decoded(credentials[0]),
                    credentials.length < 2 ? null : decoded(credentials[1]));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw malformed();
        }
    }

    /** Unlike a form's, a URI's plus sign is a plus sign. */
    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static StartRefused malformed() {
        return new StartRefused(
                "DATABASE_URL is not the address of a PostgreSQL database.",
                "Write it as postgres://user:password@host:port/database or jdbc:postgresql://host:port/database?user=…,"
                        + " with special characters percent-encoded.");
    }

    @Override
    public String toString() {
        return "DatabaseUrl[…]";
    }
}
