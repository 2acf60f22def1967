package dev.edict.decision;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what looks like the head of a rule in text without comments and strings. The contract recognises rules by their
 * shape at the start of a line and not by grammar (§8.2), so this does too, with the same misses and false alarms.
 */
final class RuleHeads {
    private static final Set<String> NEVER_RULES = Set.of("package", "import", "else", "with");
    private static final String LINE_ENDS = "\n\r\u2028\u2029";

    private final String source;

    private RuleHeads(String source) {
        this.source = source;
    }

    private record Head(String name, int end) {}

    static Set<String> in(String source) {
        return new RuleHeads(source).names();
    }

    private Set<String> names() {
        var names = new LinkedHashSet<String>();
        int at = SourceScan.skipSpace(source, 0);
        while (at != SourceScan.NONE) {
            var head = headAt(at);
            if (head != null && !NEVER_RULES.contains(head.name())) {
                names.add(head.name());
            }
            at = SourceScan.nextLineStart(source, head == null ? at : head.end());
        }
        return names;
    }

    private @Nullable Head headAt(int at) {
        if (source.startsWith("default", at) && SourceScan.isSpace(source, at + "default".length())) {
            var head = namedHeadAt(SourceScan.skipSpace(source, at + "default".length()));
            if (head != null) {
                return head;
            }
        }
        return namedHeadAt(at);
    }

    private @Nullable Head namedHeadAt(int at) {
        if (!SourceScan.isNameStart(source, at)) {
            return null;
        }
        int nameEnd = SourceScan.skipName(source, at);
        int end = operatorAfterName(nameEnd);
        if (end != SourceScan.NONE) {
            return new Head(source.substring(at, nameEnd), end);
        }
        var conditional = gluedKeyword(at, nameEnd, "if");
        return conditional != null ? conditional : gluedKeyword(at, nameEnd, "contains");
    }

    /** No blank is required before the keyword, so that {@code motif x} counts as a rule {@code mot}. */
    private @Nullable Head gluedKeyword(int at, int nameEnd, String keyword) {
        int prefixEnd = nameEnd - keyword.length();
        return prefixEnd > at && source.startsWith(keyword, prefixEnd) && SourceScan.isSpace(source, nameEnd)
                ? new Head(source.substring(at, prefixEnd), nameEnd + 1)
                : null;
    }

    private int operatorAfterName(int nameEnd) {
        int at = SourceScan.skipSpace(source, nameEnd);
        if (at >= source.length() || source.charAt(at) != '(') {
            return operatorAt(at);
        }
        for (int i = at + 1; i < source.length() && LINE_ENDS.indexOf(source.charAt(i)) < 0; i++) {
            if (source.charAt(i) == ')') {
                int end = operatorAt(SourceScan.skipSpace(source, i + 1));
                if (end != SourceScan.NONE) {
                    return end;
                }
            }
        }
        return SourceScan.NONE;
    }

    private int operatorAt(int at) {
        if (source.startsWith(":=", at)) {
            return at + 2;
        }
        if (source.startsWith("=", at) || source.startsWith("{", at)) {
            return at + 1;
        }
        for (var keyword : new String[] {"contains", "if"}) {
            int end = at + keyword.length();
            if (source.startsWith(keyword, at) && SourceScan.isSpace(source, end)) {
                return end + 1;
            }
        }
        return SourceScan.NONE;
    }
}
