package dev.edict.decision;

import java.util.List;
import java.util.TreeSet;

/**
 * What a document shows to an author before anything is stored (contract §1.2, {@code preview}).
 *
 * @param packageName the declared package
 * @param rules sorted names of the rules recognised
 * @param defaultResult whether a default {@code result} is declared
 * @param decisions sorted; those of {@code allow} and {@code deny} that stand as the text of a {@code "decision"} member
 * @param inputsReferenced sorted paths under {@code input}, such as {@code input.principal.id}
 * @param dataReferenced sorted paths under {@code data}
 */
public record PolicyPreview(
        String packageName,
        List<String> rules,
        boolean defaultResult,
        List<String> decisions,
        List<String> inputsReferenced,
        List<String> dataReferenced) {

    public PolicyPreview {
        rules = List.copyOf(rules);
        decisions = List.copyOf(decisions);
        inputsReferenced = List.copyOf(inputsReferenced);
        dataReferenced = List.copyOf(dataReferenced);
    }

    /**
     * Previews a document whose structure is sound: one with none of the violations 1 to 7 of contract §8.2.
     *
     * @param content the whole document
     * @return its preview
     * @throws IllegalArgumentException naming the violation when the structure is not sound
     */
    public static PolicyPreview of(String content) {
        var outline = PolicyOutline.of(content);
        outline.violation().ifPresent(code -> {
            throw new IllegalArgumentException("no preview of a document with the violation " + code);
        });
        return new PolicyPreview(
                outline.packageName(),
                List.copyOf(new TreeSet<>(outline.rules())),
                declaresDefaultResult(outline.source()),
                decisions(content),
                pathsUnder("input", outline.source()),
                pathsUnder("data", outline.source()));
    }

    private static boolean declaresDefaultResult(String source) {
        for (int at = source.indexOf("default"); at >= 0; at = source.indexOf("default", at + 1)) {
            int end = at + "default".length();
            int next = SourceScan.skipSpace(source, end);
            if (startsWord(source, at)
                    && next > end
                    && source.startsWith("result", next)
                    && !SourceScan.isNamePart(source, next + "result".length())) {
                return true;
            }
        }
        return false;
    }

    private static List<String> decisions(String content) {
        var key = "\"decision\"";
        var found = new TreeSet<String>();
        for (int at = content.indexOf(key); at >= 0; at = content.indexOf(key, at + 1)) {
            int colon = SourceScan.skipSpace(content, at + key.length());
            int value = SourceScan.skipSpace(content, colon + 1);
            for (var decision : List.of("allow", "deny")) {
                if (content.startsWith(":", colon) && content.startsWith('"' + decision + '"', value)) {
                    found.add(decision);
                }
            }
        }
        return List.copyOf(found);
    }

    private static List<String> pathsUnder(String root, String source) {
        var paths = new TreeSet<String>();
        int at = source.indexOf(root);
        while (at >= 0) {
            int end = startsWord(source, at) ? pathEnd(source, at + root.length()) : at + root.length();
            if (end > at + root.length()) {
                paths.add(source.substring(at, end));
            }
            at = source.indexOf(root, end);
        }
        return List.copyOf(paths);
    }

    private static int pathEnd(String source, int rootEnd) {
        int end = rootEnd;
        while (source.startsWith(".", end) && SourceScan.isNameStart(source, end + 1)) {
            end = SourceScan.skipName(source, end + 1);
        }
        return end;
    }

    private static boolean startsWord(String source, int at) {
        return at == 0 || !SourceScan.isNamePart(source.charAt(at - 1));
    }
}
