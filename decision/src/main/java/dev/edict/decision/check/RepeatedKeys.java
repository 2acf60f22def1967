package dev.edict.decision.check;

import dev.edict.decision.language.DataRule;
import dev.edict.decision.language.Described;
import dev.edict.decision.language.ValuePath;
import dev.edict.decision.problem.ProblemCode;
import dev.edict.decision.problem.Problems;
import dev.edict.decision.value.Literal;
import dev.edict.decision.value.LiteralText;
import dev.edict.decision.value.Node;
import dev.edict.decision.value.Node.Elements;
import dev.edict.decision.value.Node.Members;
import java.util.HashMap;

/** Finds object members that are repeated with the same value; a repetition with another value is a parse error. */
final class RepeatedKeys {
    private final Problems problems;
    private final ValuePath path;

    RepeatedKeys(Problems problems, DataRule rule) {
        this.problems = problems;
        this.path = new ValuePath(rule.ruleName());
    }

    void check(Node value) {
        if (value instanceof Elements elements) {
            for (int i = 0; i < elements.elements().size(); i++) {
                path.enter(i);
                check(elements.elements().get(i));
                path.leave();
            }
        } else if (value instanceof Members object) {
            members(object);
        }
    }

    private void members(Members object) {
        var seen = new HashMap<Literal, Literal>();
        for (var member : object.members()) {
            var key = member.key().literal();
            var value = member.value().literal();
            if (key != null && value != null && value.equals(seen.putIfAbsent(key, value))) {
                problems.add(
                        ProblemCode.REPEATED_KEY,
                        member.key().start(),
                        "the key %s with the same value again".formatted(Described.shortened(LiteralText.of(key))),
                        null,
                        path.toString());
            }
            path.enter(key == null ? Literal.Constant.NULL : key);
            check(member.value());
            path.leave();
        }
    }
}
