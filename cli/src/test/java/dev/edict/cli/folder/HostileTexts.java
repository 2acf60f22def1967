package dev.edict.cli.folder;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Random texts and values of JSON, most of which a careless writer of YAML or of files would change. */
final class HostileTexts {

    private static final List<String> TEXTS = List.of(
            "no",
            "off",
            "null",
            "~",
            "true",
            "1e3",
            "0x1f",
            "1_000",
            "0o7",
            "1.",
            "+1",
            "-.5",
            ".inf",
            "2026-12-01",
            "- x",
            "? x",
            ": x",
            "a: b",
            "a #b",
            "#c",
            "'",
            "\"",
            "\\",
            "%TAG",
            "---",
            "...",
            "&a",
            "*a",
            "!t",
            "|",
            ">",
            "[a]",
            "{a: b}",
            ",",
            "@",
            "`",
            "=",
            "<<",
            "-",
            "multi\nline",
            "\n",
            "\n\n a\n",
            "trailing \n",
            "  leading",
            "trailing ",
            "tab\tx",
            "\t",
            "\u0007",
            "\u0085",
            "\u2028",
            "\uFEFF",
            "😀",
            "e\u0301",
            "\r\n",
            "\r",
            "a\r\nb",
            "\u007F",
            "\uFFFD",
            "\u202E",
            "x".repeat(5_000),
            "a b ".repeat(600),
            "支払い",
            "\u00A0");

    private static final List<String> NAMES = List.of(
            ".",
            "..",
            "../../x",
            "/etc/passwd",
            "a/b",
            "a\\b",
            "A",
            "a",
            "é",
            "e\u0301",
            "con",
            "CON",
            "nul.x",
            ".hidden",
            "a.",
            "a ",
            "%2F",
            "/",
            "x".repeat(256),
            "x".repeat(255) + "y",
            "edict.yaml",
            "suites",
            "*",
            "😀",
            "支払い",
            "a\u0001",
            "\u202Ea",
            "a.rego",
            "A.REGO",
            "-rf",
            "~");

    private final Random random;

    HostileTexts(long seed) {
        random = new Random(seed);
    }

    String text() {
        return random.nextInt(3) > 0 ? TEXTS.get(random.nextInt(TEXTS.size())) : characters(1 + random.nextInt(40));
    }

    /** Not empty, of at most so many characters. */
    String text(int longest) {
        var text = text();
        return text.length() <= longest ? text : text.substring(0, text.offsetByCodePoints(0, longest / 2));
    }

    String policyName() {
        return random.nextInt(3) > 0 ? NAMES.get(random.nextInt(NAMES.size())) : text(256);
    }

    /** Of a suite or canary. */
    String name() {
        var characters = "abAB01_.-:";
        return IntStream.range(0, 1 + random.nextInt(random.nextInt(10) == 0 ? 128 : 4))
                .mapToObj(at -> String.valueOf(characters.charAt(random.nextInt(characters.length()))))
                .reduce("", String::concat);
    }

    private String characters(int count) {
        return IntStream.generate(() -> random.nextInt(2) == 0 ? ' ' + random.nextInt(95) : anywhere())
                .limit(count)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** What PostgreSQL can hold: no U+0000, no half of a pair. */
    private int anywhere() {
        var c = 1 + random.nextInt(random.nextInt(3) == 0 ? 0x2FFFF : 0xFFFF);
        return c >= 0xD800 && c < 0xE000 ? 'x' : c;
    }

    boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> List<T> list(int most, IntFunction<T> element) {
        return new ArrayList<>(
                IntStream.range(0, random.nextInt(most + 1)).mapToObj(element).toList());
    }

    Map<String, @Nullable Object> object(int depth) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        for (int i = random.nextInt(4); i > 0; i--) {
            object.put(chance(20) ? "" : text(), value(depth - 1));
        }
        return object;
    }

    @Nullable
    Object value(int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextInt();
            case 3 -> number();
            case 4 -> random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300);
            case 7 -> object(depth);
            case 8 -> list(4, at -> value(depth - 1));
            default -> chance(20) ? "" : text();
        };
    }

    /** Of the class that a number of this size is read as. */
    private Number number() {
        var number = new BigInteger(1 + random.nextInt(1_000), random);
        if (number.bitLength() < Integer.SIZE) {
            return number.intValue();
        }
        return number.bitLength() < Long.SIZE ? (Number) number.longValue() : number;
    }
}
