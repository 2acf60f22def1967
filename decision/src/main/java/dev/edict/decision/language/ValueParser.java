package dev.edict.decision.language;

import dev.edict.decision.problem.ProblemCode;
import dev.edict.decision.problem.Problems;
import dev.edict.decision.value.Literal;
import dev.edict.decision.value.Literal.ArrayLiteral;
import dev.edict.decision.value.Literal.Constant;
import dev.edict.decision.value.Literal.ObjectLiteral;
import dev.edict.decision.value.Literal.SetLiteral;
import dev.edict.decision.value.LiteralText;
import dev.edict.decision.value.Node;
import dev.edict.decision.value.Node.Broken;
import dev.edict.decision.value.Node.Elements;
import dev.edict.decision.value.Node.Member;
import dev.edict.decision.value.Node.Members;
import dev.edict.decision.value.Node.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parses one literal value. It reports and skips a construct that must be evaluated, and continues after it. */
final class ValueParser {
    static final int MAX_DEPTH = 64;

    private static final Map<String, Constant> WORDS =
            Map.of("true", Constant.TRUE, "false", Constant.FALSE, "null", Constant.NULL);

    private final TokenCursor tokens;
    private final Problems problems;
    private final Constructs constructs;
    private final ValuePath path;

    ValueParser(TokenCursor tokens, Problems problems, Constructs constructs, ValuePath path) {
        this.tokens = tokens;
        this.problems = problems;
        this.constructs = constructs;
        this.path = path;
    }

    Node read() {
        return read(0);
    }

    private Node read(int depth) {
        var token = tokens.peek();
        if (token.is("[") || token.is("{")) {
            return depth == MAX_DEPTH ? tooDeep() : token.is("[") ? array(depth + 1) : braced(depth + 1);
        }
        return switch (token.kind()) {
            case STRING, NUMBER -> scalar(tokens.next());
            case NAME -> word(token);
            default -> unexpected("a literal value");
        };
    }

    private static Node scalar(Token token) {
        var value = token.value();
        return value == null ? new Broken(token.start()) : new Scalar(token.start(), value);
    }

    private Node tooDeep() {
        int start = tokens.peek().start();
        problems.add(
                ProblemCode.TOO_DEEPLY_NESTED,
                start,
                "a value nested deeper than %d levels".formatted(MAX_DEPTH),
                null,
                path.toString());
        tokens.skipBracket();
        return new Broken(start);
    }

    private Node word(Token token) {
        var after = tokens.peek(1);
        if (token.is("set")
                && after.is("(")
                && after.touches(token)
                && tokens.peek(2).is(")")) {
            tokens.next();
            tokens.next();
            tokens.next();
            return new Elements(token.start(), new SetLiteral(Set.of()), List.of());
        }
        var constant = WORDS.get(token.text());
        boolean applied = after.touches(token) && (after.is("(") || after.is("[") || after.is("."));
        if (constant == null || applied) {
            return unexpected("a literal value");
        }
        tokens.next();
        return new Scalar(token.start(), constant);
    }

    private Node array(int depth) {
        int start = tokens.next().start();
        var elements = new ArrayList<Node>();
        boolean whole = true;
        while (!tokens.take("]") && !tokens.peek().isEnd()) {
            path.enter(elements.size());
            var element = read(depth);
            elements.add(element);
            whole &= element.literal() != null;
            whole &= separator("]");
            path.leave();
        }
        return new Elements(start, whole ? new ArrayLiteral(literals(elements)) : null, elements);
    }

    private Node braced(int depth) {
        int start = tokens.next().start();
        if (tokens.take("}")) {
            return new Members(start, new ObjectLiteral(Map.of()), List.of());
        }
        var first = read(depth);
        return tokens.take(":") ? object(start, first, depth) : set(start, first, depth);
    }

    private Node object(int start, Node firstKey, int depth) {
        var members = new ArrayList<Member>();
        var literals = new LinkedHashMap<Literal, Literal>();
        boolean whole = member(members, literals, firstKey, depth);
        while (!tokens.take("}") && !tokens.peek().isEnd()) {
            var key = read(depth);
            if (tokens.take(":")) {
                whole &= member(members, literals, key, depth);
            } else {
                whole = false;
                constructs.unexpected("a colon after an object's key", path);
                recover("}");
            }
        }
        return new Members(start, whole ? new ObjectLiteral(literals) : null, members);
    }

    private boolean member(List<Member> members, Map<Literal, Literal> literals, Node key, int depth) {
        var keyLiteral = key.literal();
        path.enter(keyLiteral == null ? Constant.NULL : keyLiteral);
        var value = read(depth);
        members.add(new Member(key, value));
        boolean whole = separator("}");
        path.leave();
        var literal = value.literal();
        if (keyLiteral == null || literal == null) {
            return false;
        }
        var earlier = literals.putIfAbsent(keyLiteral, literal);
        if (earlier != null && !earlier.equals(literal)) {
            problems.add(
                    ProblemCode.DUPLICATE_KEY,
                    key.start(),
                    "the key %s for the second time, with another value"
                            .formatted(Described.shortened(LiteralText.of(keyLiteral))),
                    null,
                    path.toString());
            return false;
        }
        return whole;
    }

    private Node set(int start, Node first, int depth) {
        var elements = new ArrayList<Node>();
        elements.add(first);
        boolean whole = separator("}");
        whole &= first.literal() != null;
        while (!tokens.take("}") && !tokens.peek().isEnd()) {
            path.enter(elements.size());
            var element = read(depth);
            elements.add(element);
            whole &= element.literal() != null;
            whole &= separator("}");
            path.leave();
        }
        return new Elements(start, whole ? new SetLiteral(new LinkedHashSet<>(literals(elements))) : null, elements);
    }

    private static List<Literal> literals(List<Node> nodes) {
        var literals = new ArrayList<Literal>(nodes.size());
        for (var node : nodes) {
            var literal = node.literal();
            if (literal != null) {
                literals.add(literal);
            }
        }
        return literals;
    }

    /** Consumes a comma, or stops at the closing bracket; false if neither is there. */
    private boolean separator(String closing) {
        if (tokens.take(",") || tokens.peek().is(closing)) {
            return true;
        }
        constructs.unexpected("a comma or " + closing, path);
        recover(closing);
        return false;
    }

    private void recover(String closing) {
        tokens.skipElement();
        if (!tokens.take(",") && !tokens.peek().is(closing) && !tokens.peek().isEnd()) {
            tokens.next();
        }
    }

    private Broken unexpected(String expected) {
        constructs.unexpected(expected, path);
        return new Broken(tokens.peek().start());
    }
}
