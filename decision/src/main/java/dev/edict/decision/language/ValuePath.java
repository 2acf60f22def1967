package dev.edict.decision.language;

import dev.edict.decision.value.Literal;
import dev.edict.decision.value.Literal.StringLiteral;
import dev.edict.decision.value.LiteralText;
import java.util.ArrayList;
import java.util.List;

/** The path from a rule's name to a nested value; converted to text only for display. */
public final class ValuePath {
    private final String rule;
    private final List<Object> steps = new ArrayList<>();

    public ValuePath(String rule) {
        this.rule = rule;
    }

    /** Descends to the element at this index. */
    public void enter(int index) {
        steps.add(index);
    }

    /** Descends to the member with this key. */
    public void enter(Literal key) {
        steps.add(key);
    }

    /** Returns to the parent. */
    public void leave() {
        steps.remove(steps.size() - 1);
    }

    /** Such as {@code grants["resource://x"].roles.admin[2]}; long keys are shortened. */
    @Override
    public String toString() {
        var path = new StringBuilder(rule);
        for (var step : steps) {
            if (step instanceof StringLiteral key && isPlain(key.value())) {
                path.append('.').append(key.value());
            } else if (step instanceof Literal key) {
                path.append('[')
                        .append(Described.shortened(LiteralText.of(key)))
                        .append(']');
            } else {
                path.append('[').append(step).append(']');
            }
        }
        return path.toString();
    }

    private static boolean isPlain(String key) {
        return !key.isEmpty()
                && key.length() <= Described.MAX_LENGTH
                && Lexer.isNameStart(key.charAt(0))
                && key.chars().allMatch(c -> Lexer.isNamePart((char) c));
    }
}
