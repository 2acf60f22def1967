package dev.edict.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A file of requests for the REST Client of VS Code, in the subset that {@code docs/http} uses. */
final class HttpFile {

    private static final Pattern REFERENCE = Pattern.compile("\\{\\{([^}]+)}}");
    private static final Pattern ANSWER = Pattern.compile("(\\w+)\\.response\\.(body|headers)\\.(.+)");

    private final List<Request> requests = new ArrayList<>();
    private final Map<String, String> variables = new HashMap<>();
    private final Map<String, Api.Answer> answers = new HashMap<>();

    /**
     * One request as it stands in the file, its references still open.
     *
     * @param code the error code that is expected; null for none
     * @param sameAs the name of the request above whose answer comes again, byte for byte
     * @param parts what stands in the answer
     */
    record Request(
            String title,
            int expected,
            @Nullable String code,
            @Nullable String sameAs,
            List<String> parts,
            @Nullable String name,
            String method,
            String url,
            Map<String, String> headers,
            @Nullable String body) {}

    HttpFile(Path file, Map<String, String> given) {
        try {
            var blocks = Files.readString(file).split("(?m)^###", -1);
            blocks[0].lines().filter(line -> line.startsWith("@")).forEach(line -> {
                var parts = line.substring(1).split(" = ", 2);
                variables.put(parts[0], parts[1]);
            });
            for (int i = 1; i < blocks.length; i++) {
                requests.add(request(blocks[i]));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        variables.putAll(given);
    }

    List<Request> requests() {
        return requests;
    }

    /** A part of a request with everything it refers to. */
    String resolve(String text) {
        return REFERENCE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found.group(1))));
    }

    void answered(Request request, Api.Answer answer) {
        if (request.name() != null) {
            answers.put(request.name(), answer);
        }
    }

    /** What was answered to a request above. */
    Api.Answer answer(String name) {
        return known(answers, name);
    }

    private String value(String reference) {
        var ofAnswer = ANSWER.matcher(reference);
        if (!ofAnswer.matches()) {
            return known(variables, reference);
        }
        var answer = known(answers, ofAnswer.group(1));
        var place = ofAnswer.group(3);
        if (ofAnswer.group(2).equals("headers")) {
            return answer.headers().firstValue(place).orElseThrow(() -> new AssertionError("no " + reference));
        }
        var pointer = place.replaceFirst("^\\$", "").replace('.', '/').replaceAll("\\[(\\d+)]", "/$1");
        return answer.json().requiredAt(pointer).asString();
    }

    private static <V> V known(Map<String, V> values, String name) {
        var value = values.get(name);
        if (value == null) {
            throw new AssertionError("nothing above is named " + name);
        }
        return value;
    }

    private static Request request(String block) {
        var lines = block.lines().toList();
        var first = first(lines, 1, line -> !line.startsWith("#"));
        var blank = first(lines, first, String::isBlank);
        var headers = new LinkedHashMap<String, String>();
        for (var header : lines.subList(first + 1, blank)) {
            var parts = header.split(": ", 2);
            headers.put(parts[0], parts[1]);
        }
        var body = String.join("\n", lines.subList(blank, lines.size())).strip();
        var call = lines.get(first).split(" ", 2);
        var expected = comments(lines, "# expect ").get(0).split(" ", 2);
        return new Request(
                lines.get(0).strip(),
                Integer.parseInt(expected[0]),
                expected.length == 2 ? expected[1] : null,
                first(comments(lines, "# same answer as ")),
                comments(lines, "# has "),
                first(comments(lines, "# @name ")),
                call[0],
                call[1],
                headers,
                body.isEmpty() ? null : body);
    }

    private static int first(List<String> lines, int from, java.util.function.Predicate<String> wanted) {
        var i = from;
        while (i < lines.size() && !wanted.test(lines.get(i))) {
            i++;
        }
        return i;
    }

    private static List<String> comments(List<String> lines, String start) {
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .toList();
    }

    private static @Nullable String first(List<String> comments) {
        return comments.isEmpty() ? null : comments.get(0);
    }
}
