package dev.edict.decision;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a scan of a document's surface yields: the first structural violation, if any, its package and its rules.
 *
 * @param source the text without comments, a blank in place of every string; empty when the text has a violation before that
 */
record PolicyOutline(Optional<String> violation, String source, String packageName, Set<String> rules) {
    static final int MAX_LENGTH = 262_144;

    private static final List<String> FORBIDDEN_BUILTINS = List.of(
            "http.send",
            "net.lookup_ip_addr",
            "net.cidr_contains",
            "net.cidr_intersects",
            "net.cidr_expand",
            "net.cidr_merge",
            "opa.runtime",
            "rand.intn",
            "time.now_ns");

    static PolicyOutline of(String content) {
        if (content.isEmpty()) {
            return violating("empty_policy");
        }
        if (content.length() > MAX_LENGTH) {
            return violating("content_too_large");
        }
        var source = withoutCommentsAndStrings(content);
        if (source == null) {
            return violating("unterminated_string");
        }
        if (!isBalanced(source)) {
            return violating("unbalanced_delimiters");
        }
        var packageName = packageName(source);
        if (packageName == null) {
            return violating("missing_package_declaration");
        }
        if (!isDottedName(packageName)) {
            return violating("invalid_package_name");
        }
        var forbidden = FORBIDDEN_BUILTINS.stream()
                .filter(builtin -> calls(source, builtin))
                .findFirst();
        return new PolicyOutline(
                forbidden.map(builtin -> "forbidden_builtin:" + builtin), source, packageName, RuleHeads.in(source));
    }

    private static PolicyOutline violating(String code) {
        return new PolicyOutline(Optional.of(code), "", "", Set.of());
    }

    private static @Nullable String withoutCommentsAndStrings(String content) {
        var source = new StringBuilder(content.length());
        int at = 0;
        while (at < content.length()) {
            char c = content.charAt(at);
            if (c == '#') {
                int lineFeed = content.indexOf('\n', at);
                at = lineFeed < 0 ? content.length() : lineFeed;
            } else if (c == '"' || c == '`') {
                int end = c == '"' ? endOfString(content, at) : content.indexOf('`', at + 1);
                if (end == SourceScan.NONE) {
                    return null;
                }
                source.append(' ');
                at = end + 1;
            } else {
                source.append(c);
                at++;
            }
        }
        return source.toString();
    }

    /** A backslash takes any following character with it, a line feed too. */
    private static int endOfString(String content, int quote) {
        for (int at = quote + 1; at < content.length(); at++) {
            switch (content.charAt(at)) {
                case '"' -> {
                    return at;
                }
                case '\n' -> {
                    return SourceScan.NONE;
                }
                case '\\' -> at++;
                default -> {}
            }
        }
        return SourceScan.NONE;
    }

    private static boolean isBalanced(String source) {
        var open = new StringBuilder();
        for (int at = 0; at < source.length(); at++) {
            char c = source.charAt(at);
            if ("([{".indexOf(c) >= 0) {
                open.append(c);
            } else if (")]}".indexOf(c) >= 0) {
                int last = open.length() - 1;
                if (last < 0 || "([{".indexOf(open.charAt(last)) != ")]}".indexOf(c)) {
                    return false;
                }
                open.setLength(last);
            }
        }
        return open.isEmpty();
    }

    private static @Nullable String packageName(String source) {
        int at = SourceScan.skipSpace(source, 0);
        while (at != SourceScan.NONE) {
            int keywordEnd = at + "package".length();
            if (source.startsWith("package", at) && SourceScan.isSpace(source, keywordEnd)) {
                int start = SourceScan.skipSpace(source, keywordEnd);
                int end = start;
                while (SourceScan.isNamePart(source, end) || source.startsWith(".", end)) {
                    end++;
                }
                if (end > start) {
                    return source.substring(start, end);
                }
            }
            at = SourceScan.nextLineStart(source, at);
        }
        return null;
    }

    private static boolean isDottedName(String name) {
        int at = 0;
        while (SourceScan.isNameStart(name, at)) {
            at = SourceScan.skipName(name, at);
            if (at == name.length()) {
                return true;
            }
            at++;
        }
        return false;
    }

    private static boolean calls(String source, String builtin) {
        for (int at = source.indexOf(builtin); at >= 0; at = source.indexOf(builtin, at + 1)) {
            boolean startsHere =
                    at == 0 || !(SourceScan.isNamePart(source.charAt(at - 1)) || source.charAt(at - 1) == '.');
            if (startsHere && source.startsWith("(", SourceScan.skipSpace(source, at + builtin.length()))) {
                return true;
            }
        }
        return false;
    }
}
