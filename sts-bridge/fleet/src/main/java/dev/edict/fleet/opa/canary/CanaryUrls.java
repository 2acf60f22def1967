package dev.edict.fleet.opa.canary;

import dev.edict.command.api.SettingRefused;
import dev.edict.fleet.opa.status.AgentId;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Reads {@code EDICT_OPA_CANARY_URLS}: where agents answer to canaries, by the instance of each. */
final class CanaryUrls {

    static final String VARIABLE = "EDICT_OPA_CANARY_URLS";

    private static final String EXAMPLE = "gw-1=http://gw-1.internal:8181";
    private static final int MOST = 200;

    private CanaryUrls() {}

    /**
     * Reads pairs with commas between them; returns URLs without a trailing slash, by the id in the roster.
     *
     * @throws SettingRefused without repeating a URL, which may have credentials
     */
    static Map<String, URI> parse(String pairs) {
        var given = pairs.split(",", -1);
        if (given.length > MOST) {
            throw refused("has %d pairs: set at most %d".formatted(given.length, MOST));
        }
        var urls = new LinkedHashMap<String, URI>();
        for (int i = 0; i < given.length; i++) {
            add(given[i].strip(), i + 1, urls);
        }
        return Collections.unmodifiableMap(urls);
    }

    private static void add(String pair, int number, Map<String, URI> urls) {
        var at = pair.indexOf('=');
        if (at < 0 || !AgentId.isInstance(pair.substring(0, at))) {
            throw refused(
                    "has a pair %d without an instance before its URL: set one such as %s".formatted(number, EXAMPLE));
        }
        var url = url(pair.substring(at + 1), number);
        // One address behind two instances would prove one process by the answers of another.
        if (urls.containsValue(url)) {
            throw refused("has the URL of pair %d twice: set one URL per instance".formatted(number));
        }
        if (urls.put(AgentId.of(pair.substring(0, at)).id(), url) != null) {
            throw refused("has the instance of pair %d twice: remove one".formatted(number));
        }
    }

    private static URI url(String text, int number) {
        var url = read(text, number);
        var scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || url.getHost() == null || url.getPort() > 65_535) {
            throw refused("has a URL in pair %d that is not http or https with a host: set one such as %s"
                    .formatted(number, EXAMPLE));
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw refused("has credentials, a query or a fragment in pair %d: remove them".formatted(number));
        }
        return URI.create(scheme + "://" + url.getRawAuthority().toLowerCase(Locale.ROOT)
                + url.getRawPath().replaceFirst("/+\\z", ""));
    }

    private static URI read(String text, int number) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // The cause quotes the URL, which may contain a password.
            throw refused("has a URL in pair %d that cannot be read: set one such as %s".formatted(number, EXAMPLE));
        }
    }

    private static SettingRefused refused(String whatToDo) {
        return new SettingRefused(VARIABLE, whatToDo);
    }
}
