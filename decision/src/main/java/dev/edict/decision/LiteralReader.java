package dev.edict.decision;

import dev.edict.decision.Literal.ArrayLiteral;
import dev.edict.decision.Literal.Constant;
import dev.edict.decision.Literal.NumberLiteral;
import dev.edict.decision.Literal.ObjectLiteral;
import dev.edict.decision.Literal.SetLiteral;
import dev.edict.decision.Literal.StringLiteral;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Reads one literal and refuses everything that would need evaluation. */
final class LiteralReader {
    static final int MAX_DEPTH = 64;
    static final int MAX_NUMBER_LENGTH = 256;
    static final int MAX_EXPONENT = 9_999;

    private static final Map<String, Constant> WORDS =
            Map.of("true", Constant.TRUE, "false", Constant.FALSE, "null", Constant.NULL);

    private final SourceCursor source;

    LiteralReader(SourceCursor source) {
        this.source = source;
    }

    Literal read() {
        return read(0);
    }

    private Literal read(int depth) {
        char c = source.current();
        if (c == '[' || c == '{') {
            if (depth == MAX_DEPTH) {
                throw source.unreadable("a literal nested deeper than " + MAX_DEPTH + " levels");
            }
            return c == '[' ? array(depth + 1) : braced(depth + 1);
        }
        if (c == '"') {
            return new StringLiteral(new StringReader(source).read());
        }
        if (c == '`') {
            return rawString();
        }
        return c == '-' || isDigit(c) ? number() : word();
    }

    private Literal array(int depth) {
        source.next();
        var elements = new ArrayList<Literal>();
        source.skipBlanks();
        while (!source.take("]")) {
            elements.add(read(depth));
            separator(']');
        }
        return new ArrayLiteral(elements);
    }

    private Literal braced(int depth) {
        source.next();
        source.skipBlanks();
        if (source.take("}")) {
            return new ObjectLiteral(Map.of());
        }
        int start = source.offset();
        var first = read(depth);
        source.skipBlanks();
        return source.take(":") ? object(first, start, depth) : set(first, depth);
    }

    private Literal object(Literal firstKey, int firstStart, int depth) {
        var members = new LinkedHashMap<Literal, Literal>();
        member(members, firstKey, firstStart, depth);
        while (!source.take("}")) {
            int start = source.offset();
            var key = read(depth);
            source.skipBlanks();
            if (!source.take(":")) {
                throw source.unexpected("a colon after an object's key");
            }
            member(members, key, start, depth);
        }
        return new ObjectLiteral(members);
    }

    private void member(Map<Literal, Literal> members, Literal key, int start, int depth) {
        source.skipBlanks();
        var value = read(depth);
        var earlier = members.putIfAbsent(key, value);
        if (earlier != null && !earlier.equals(value)) {
            throw source.unreadable(start, "an object's key given twice with different values");
        }
        separator('}');
    }

    private Literal set(Literal first, int depth) {
        var elements = new LinkedHashSet<Literal>();
        elements.add(first);
        separator('}');
        while (!source.take("}")) {
            elements.add(read(depth));
            separator('}');
        }
        return new SetLiteral(elements);
    }

    /** Steps over a comma, or stands at the closing bracket. */
    private void separator(char closing) {
        source.skipBlanks();
        if (source.take(",")) {
            source.skipBlanks();
        } else if (source.current() != closing) {
            throw source.unexpected("a comma or " + closing);
        }
    }

    private Literal rawString() {
        int quote = source.offset();
        source.next();
        if (!source.skipTo('`')) {
            throw source.unreadable(quote, "a raw string without an end");
        }
        var value = source.since(quote + 1);
        source.next();
        return new StringLiteral(value);
    }

    private Literal word() {
        int start = source.offset();
        var name = source.takeName();
        if (name.equals("set") && source.take("(")) {
            return emptySet();
        }
        var constant = WORDS.get(name);
        if (constant != null && "([.".indexOf(source.current()) < 0) {
            return constant;
        }
        source.returnTo(start);
        throw source.unexpected("a literal value");
    }

    private Literal emptySet() {
        source.skipBlanks();
        if (!source.take(")")) {
            throw source.unexpected("the end of set()");
        }
        return new SetLiteral(Set.of());
    }

    private Literal number() {
        int start = source.offset();
        source.take("-");
        if (!source.take("0")) {
            digits(start);
        }
        if (source.take(".")) {
            digits(start);
        }
        if (source.take("e") || source.take("E")) {
            if (!source.take("+")) {
                source.take("-");
            }
            digits(start);
        }
        char after = source.current();
        if (SourceScan.isNamePart(after) || after == '.') {
            throw source.unreadable(start, "a malformed number");
        }
        return number(start, source.since(start));
    }

    private void digits(int start) {
        if (!isDigit(source.current())) {
            throw source.unreadable(start, "a malformed number");
        }
        while (isDigit(source.current())) {
            source.next();
        }
    }

    private Literal number(int start, String text) {
        if (text.length() > MAX_NUMBER_LENGTH) {
            throw source.unreadable(start, "a number of more than " + MAX_NUMBER_LENGTH + " characters");
        }
        int e = Math.max(text.indexOf('e'), text.indexOf('E'));
        if (e >= 0 && new BigDecimal(text.substring(e + 1)).abs().compareTo(BigDecimal.valueOf(MAX_EXPONENT)) > 0) {
            throw source.unreadable(start, "a number with an exponent beyond " + MAX_EXPONENT);
        }
        return new NumberLiteral(new BigDecimal(text));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
