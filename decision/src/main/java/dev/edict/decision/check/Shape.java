package dev.edict.decision.check;

import dev.edict.decision.check.BundleModel.Named;
import dev.edict.decision.check.BundleModel.Place;
import dev.edict.decision.language.Described;
import dev.edict.decision.language.ValuePath;
import dev.edict.decision.problem.ProblemCode;
import dev.edict.decision.problem.Problems;
import dev.edict.decision.value.Literal;
import dev.edict.decision.value.Literal.StringLiteral;
import dev.edict.decision.value.Node;
import dev.edict.decision.value.Node.Broken;
import dev.edict.decision.value.Node.Elements;
import dev.edict.decision.value.Node.Member;
import dev.edict.decision.value.Node.Members;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Walks a value and reports deviations from the expected shape; the parser has already reported unreadable parts. */
final class Shape {
    private final Problems problems;
    private final ValuePath path;

    Shape(Problems problems, ValuePath path) {
        this.problems = problems;
        this.path = path;
    }

    Place place(Node node) {
        return new Place(problems, node.start(), path.toString(), -1);
    }

    void wrong(Node node, String expected) {
        if (!(node instanceof Broken)) {
            problems.add(ProblemCode.WRONG_SHAPE, node.start(), described(node), expected, path.toString());
        }
    }

    private static String described(Node node) {
        var literal = node.literal();
        if (literal != null) {
            return Described.value(literal);
        }
        return node instanceof Members ? "an object" : "a collection";
    }

    /** Visits the members of an object with string keys. */
    void members(Node node, String expected, BiConsumer<String, Member> visitor) {
        if (!(node instanceof Members object)) {
            wrong(node, expected);
            return;
        }
        for (var member : object.members()) {
            var key = string(member.key(), "a non-empty string as key");
            if (key != null) {
                within(new StringLiteral(key), () -> visitor.accept(key, member));
            }
        }
    }

    /** Visits the elements of an array or set, or the values of an object. */
    void items(Node node, String expected, Consumer<Node> visitor) {
        if (node instanceof Elements elements) {
            for (int i = 0; i < elements.elements().size(); i++) {
                path.enter(i);
                visitor.accept(elements.elements().get(i));
                path.leave();
            }
        } else if (node instanceof Members object) {
            for (var member : object.members()) {
                var key = member.key().literal();
                within(key == null ? Literal.Constant.NULL : key, () -> visitor.accept(member.value()));
            }
        } else {
            wrong(node, expected);
        }
    }

    void within(Literal key, Runnable visit) {
        path.enter(key);
        visit.run();
        path.leave();
    }

    /** Whether it is an object; reports each unknown member. */
    boolean isObject(Node node, String expected, List<String> known) {
        if (!(node instanceof Members object)) {
            wrong(node, expected);
            return false;
        }
        for (var member : object.members()) {
            if (member.key().literal() instanceof StringLiteral key && !known.contains(key.value())) {
                within(
                        key,
                        () -> problems.add(
                                ProblemCode.UNKNOWN_MEMBER,
                                member.key().start(),
                                "the member " + Described.shortened(key.value()),
                                String.join(" or ", known),
                                path.toString()));
            }
        }
        return true;
    }

    /** The value of a member; null if absent, after a report if it is required. */
    @Nullable
    Node member(Node node, String name, boolean required) {
        var members = node instanceof Members object ? object.members() : List.<Member>of();
        for (var member : members) {
            if (member.key().literal() instanceof StringLiteral key
                    && key.value().equals(name)) {
                return member.value();
            }
        }
        boolean isWhole = node.literal() != null;
        if (required && isWhole) {
            problems.add(
                    ProblemCode.WRONG_SHAPE, node.start(), "an object", "one with the member " + name, path.toString());
        }
        return null;
    }

    /** The string, or null after a report; an empty string is reported as a warning. */
    @Nullable
    String string(Node node, String expected) {
        if (node.literal() instanceof StringLiteral string) {
            if (string.value().isEmpty()) {
                problems.add(ProblemCode.EMPTY_NAME, node.start(), "an empty string", expected, path.toString());
            }
            return string.value();
        }
        wrong(node, expected);
        return null;
    }

    /** The required member's string, or null after a report. */
    @Nullable
    String requiredString(Node node, String name) {
        var value = member(node, name, true);
        if (value == null) {
            return null;
        }
        path.enter(new StringLiteral(name));
        var string = string(value, "a non-empty string");
        path.leave();
        return string;
    }

    /** The same for a member that decision points require to be non-empty. */
    @Nullable
    String requiredName(Node node, String name) {
        var value = member(node, name, true);
        if (value == null) {
            return null;
        }
        if (value.literal() instanceof StringLiteral string && !string.value().isEmpty()) {
            return string.value();
        }
        within(new StringLiteral(name), () -> wrong(value, "a non-empty string"));
        return null;
    }

    /** The different strings of a collection, each with its first place. */
    List<Named> names(Node node, String expected) {
        var names = new LinkedHashMap<String, Named>();
        var parent = node instanceof Elements ? path.toString() : null;
        var index = new AtomicInteger();
        items(node, expected, item -> {
            int at = index.getAndIncrement();
            var string = string(item, "a non-empty string");
            if (string != null) {
                var place = parent == null ? place(item) : new Place(problems, item.start(), parent, at);
                names.putIfAbsent(string, new Named(string, place));
            }
        });
        return List.copyOf(names.values());
    }
}
