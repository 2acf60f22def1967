package dev.edict.cli.folder;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Names files after what they hold: portable names within one folder, of which no two meet on a file system that ignores
 * case or the composition of characters.
 */
final class FileNames {

    /** In characters and in bytes, which some systems count instead. */
    private static final int LONGEST = 100;

    private static final int LONGEST_BYTES = 200;
    private static final int LONGEST_BEGINNING = 50;
    private static final int DIGEST_DIGITS = 8;
    private static final String FORBIDDEN = "<>:\"/\\|?*";

    /** Device names of Windows, with any extension. */
    private static final Pattern DEVICE =
            Pattern.compile("(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\\$|conout\\$)(\\..*)?");

    private final String ending;
    private final Set<String> taken = new HashSet<>();
    private final SortedMap<String, String> files = new TreeMap<>();

    private FileNames(String ending) {
        this.ending = ending;
    }

    /**
     * The file of each name.
     *
     * @param ending of every file
     * @param known files that some names have already, and keep
     */
    static SortedMap<String, String> of(Collection<String> names, String ending, Map<String, String> known) {
        var assigned = new FileNames(ending);
        var sorted = new TreeSet<>(names);
        sorted.stream().filter(known::containsKey).forEach(name -> assigned.keep(name, known));
        sorted.stream().filter(name -> !known.containsKey(name)).forEach(assigned::assign);
        return assigned.files;
    }

    private void keep(String name, Map<String, String> known) {
        var file = known.getOrDefault(name, "");
        taken.add(folded(file));
        files.put(name, file);
    }

    private void assign(String name) {
        var stem = stem(name);
        var file = stem + ending;
        for (int at = 1; !taken.add(folded(file)); at++) {
            file = "%s-%s%s%s".formatted(stem, digest(name), at == 1 ? "" : "-" + at, ending);
        }
        files.put(name, file);
    }

    /** The name that a file says by itself: its own, without its ending, with composed characters. */
    static String said(String file) {
        return composed(file.substring(0, file.lastIndexOf('.')));
    }

    private static String stem(String name) {
        var composed = composed(name);
        var escaped = new StringBuilder();
        for (int at = 0; at < composed.length(); at += Character.charCount(composed.codePointAt(at))) {
            var c = composed.codePointAt(at);
            var isLast = at + Character.charCount(c) == composed.length();
            if (isPortable(c) && !(c == '.' && at == 0) && !((c == '.' || c == ' ') && isLast)) {
                escaped.appendCodePoint(c);
            } else {
                escape(escaped, c);
            }
        }
        if (DEVICE.matcher(escaped).matches()) {
            var first = escaped.charAt(0);
            escape(escaped.deleteCharAt(0), first, 0);
        }
        return bounded(escaped.toString(), name);
    }

    private static boolean isPortable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> FORBIDDEN.indexOf(c) < 0;
        };
    }

    private static void escape(StringBuilder escaped, int c) {
        escape(escaped, c, escaped.length());
    }

    private static void escape(StringBuilder escaped, int c, int at) {
        var bytes = Character.toString(c).getBytes(StandardCharsets.UTF_8);
        escaped.insert(at, "%" + HexFormat.ofDelimiter("%").withUpperCase().formatHex(bytes));
    }

    private static String bounded(String stem, String name) {
        if (stem.length() <= LONGEST && stem.getBytes(StandardCharsets.UTF_8).length <= LONGEST_BYTES) {
            return stem;
        }
        var points = Math.min(LONGEST_BEGINNING, stem.codePointCount(0, stem.length()));
        return "%s-%s"
                .formatted(stem.substring(0, stem.offsetByCodePoints(0, points)).strip(), digest(name));
    }

    private static String folded(String file) {
        return composed(file.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
    }

    private static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static String digest(String name) {
        try {
            var bytes = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes).substring(0, DIGEST_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
