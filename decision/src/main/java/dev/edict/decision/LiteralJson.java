package dev.edict.decision;

import dev.edict.decision.language.Literal;
import dev.edict.decision.language.Literal.ArrayLiteral;
import dev.edict.decision.language.Literal.Constant;
import dev.edict.decision.language.Literal.NumberLiteral;
import dev.edict.decision.language.Literal.ObjectLiteral;
import dev.edict.decision.language.Literal.SetLiteral;
import dev.edict.decision.language.Literal.StringLiteral;
import dev.edict.decision.language.LiteralText;
import dev.edict.decision.language.TermOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as JSON, as the contract's own engine writes them: sets become sorted arrays, other keys than strings their text. */
final class LiteralJson {
    private LiteralJson() {}

    /** Strings, {@link java.math.BigDecimal}, booleans, lists and maps; JSON's null is null inside of those. */
    static Object of(Literal value) {
        var json = nullable(value);
        return json == null ? "null" : json;
    }

    private static @Nullable Object nullable(Literal value) {
        if (value instanceof StringLiteral string) {
            return string.value();
        }
        if (value instanceof NumberLiteral number) {
            return number.value();
        }
        if (value instanceof Constant constant) {
            return constant == Constant.NULL ? null : constant == Constant.TRUE;
        }
        if (value instanceof ArrayLiteral array) {
            return list(array.elements());
        }
        return value instanceof SetLiteral set
                ? list(set.elements().stream().sorted(TermOrder.INSTANCE).toList())
                : object((ObjectLiteral) value);
    }

    private static List<@Nullable Object> list(Collection<Literal> elements) {
        var list = new ArrayList<@Nullable Object>();
        elements.forEach(element -> list.add(nullable(element)));
        return list;
    }

    private static Map<String, @Nullable Object> object(ObjectLiteral object) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        object.members()
                .forEach((key, value) -> members.put(
                        key instanceof StringLiteral name ? name.value() : LiteralText.of(key), nullable(value)));
        return members;
    }
}
