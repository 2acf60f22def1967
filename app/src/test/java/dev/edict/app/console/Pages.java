package dev.edict.app.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The pages of the console as a browser asks for them: it follows no redirect, and keeps the cookies that it got. */
final class Pages {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final Duration LONGEST_CALL = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String origin;
    private final Map<String, String> cookies = new HashMap<>();

    Pages(int port) {
        this.origin = "http://127.0.0.1:" + port;
    }

    String origin() {
        return origin;
    }

    /** What was answered. */
    record Shown(int status, String body, Map<String, List<String>> headers) {

        String header(String name) {
            return String.join(", ", headers.getOrDefault(name, List.of()));
        }

        String csrf() {
            var token = CSRF.matcher(body);
            if (!token.find()) {
                throw new AssertionError("the page has no form: " + body);
            }
            return token.group(1);
        }
    }

    /** Opens the sign-in page, and sends its form. */
    Shown signIn(String token) {
        return submit("/console/sign-in", "/console/sign-in", Map.of("token", token));
    }

    Shown get(String path) {
        return send("GET", path, null, Map.of());
    }

    /** Sends a form of a page, as a person does. */
    Shown submit(String page, String action, Map<String, String> fields) {
        var all = new HashMap<>(fields);
        all.put("_csrf", get(page).csrf());
        return post(action, all, Map.of("origin", origin));
    }

    Shown post(String path, Map<String, String> form, Map<String, String> headers) {
        var body = form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        var all = new HashMap<>(headers);
        all.put("content-type", "application/x-www-form-urlencoded");
        return send("POST", path, body, all);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    Shown send(String method, String path, @Nullable String body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create(origin + path))
                .timeout(LONGEST_CALL)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        if (!cookies.isEmpty()) {
            request.header("cookie", cookieHeader());
        }
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            response.headers().allValues("set-cookie").forEach(this::keep);
            return new Shown(
                    response.statusCode(), response.body(), response.headers().map());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** Adds a cookie that the server did not set. */
    void plant(String name, String value) {
        cookies.put(name, value);
    }

    String cookie(String name) {
        return cookies.getOrDefault(name, "");
    }

    private void keep(String setCookie) {
        var pair = setCookie.split(";", 2)[0].split("=", 2);
        cookies.put(pair[0], pair[1]);
    }
}
