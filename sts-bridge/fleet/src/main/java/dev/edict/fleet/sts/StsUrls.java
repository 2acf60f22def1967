package dev.edict.fleet.sts;

import dev.edict.command.api.SettingRefused;
import dev.edict.fleet.asking.Origin;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads {@code EDICT_STS_URLS}: the names behind whose addresses stock STS are. */
final class StsUrls {

    static final String VARIABLE = "EDICT_STS_URLS";

    private static final String EXAMPLE = "http://sts.internal:8080";
    private static final int MOST = 20;

    /** Leaves room for the longest address in an id of 128 characters. */
    private static final int LONGEST_HOST = 78;

    private static final Pattern HOST = Pattern.compile("[a-z0-9.:-]{1," + LONGEST_HOST + "}");

    private StsUrls() {}

    /**
     * Reads URLs with commas between them.
     *
     * @throws SettingRefused without repeating a URL, which may have credentials
     */
    static List<Origin> parse(String urls) {
        var given = Stream.of(urls.split(",", -1)).map(String::strip).toList();
        if (given.size() > MOST) {
            throw refused("has %d URLs: set at most %d".formatted(given.size(), MOST));
        }
        var origins = new ArrayList<Origin>();
        for (int i = 0; i < given.size(); i++) {
            var origin = origin(given.get(i), i + 1);
            var isTwice = origins.stream()
                    .anyMatch(other ->
                            other.host().equals(origin.host()) && other.effectivePort() == origin.effectivePort());
            if (isTwice) {
                throw refused("has the host and port of its URL %d twice: remove one".formatted(i + 1));
            }
            origins.add(origin);
        }
        return List.copyOf(origins);
    }

    private static Origin origin(String text, int number) {
        var url = url(text, number);
        var scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || url.getHost() == null || url.getPort() > 65_535) {
            throw refused("has a URL %d that is not http or https with a host: set one such as %s"
                    .formatted(number, EXAMPLE));
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw refused("has credentials, a query or a fragment in URL %d: remove them".formatted(number));
        }
        if (!url.getRawPath().isEmpty() && !url.getRawPath().equals("/")) {
            throw refused("has a path in URL %d: remove it, an STS serves its paths at the root".formatted(number));
        }
        var host = url.getHost().replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
        if (!HOST.matcher(host).matches()) {
            throw refused(
                    "has a host in URL %d that is not a name of at most %d characters".formatted(number, LONGEST_HOST));
        }
        return new Origin(scheme, host, url.getPort());
    }

    private static URI url(String text, int number) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // The cause quotes the URL, which may contain a password.
            throw refused("has a URL %d that cannot be read: set one such as %s".formatted(number, EXAMPLE));
        }
    }

    private static SettingRefused refused(String whatToDo) {
        return new SettingRefused(VARIABLE, whatToDo);
    }
}
