package dev.edict.decision.input;

import dev.edict.decision.value.Literal;
import dev.edict.decision.value.Literal.ArrayLiteral;
import dev.edict.decision.value.Literal.Constant;
import dev.edict.decision.value.Literal.NumberLiteral;
import dev.edict.decision.value.Literal.ObjectLiteral;
import dev.edict.decision.value.Literal.SetLiteral;
import dev.edict.decision.value.Literal.StringLiteral;
import dev.edict.decision.value.TermOrder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Converts values to JSON as the contract's engine does: numbers as written, sets as sorted arrays, and non-string keys
 * as their JSON text.
 */
public final class LiteralJson {
    private LiteralJson() {}

    /** Returns strings, {@link BigDecimal}, booleans, lists and maps; JSON null becomes null inside of those. */
    public static Object of(Literal value) {
        var json = nullable(value);
        return json == null ? "null" : json;
    }

    private static @Nullable Object nullable(Literal value) {
        if (value instanceof StringLiteral string) {
            return string.value();
        }
        if (value instanceof NumberLiteral number) {
            return number.asWritten();
        }
        if (value instanceof Constant constant) {
            return constant == Constant.NULL ? null : constant == Constant.TRUE;
        }
        if (value instanceof ArrayLiteral array) {
            return list(array.elements());
        }
        return value instanceof SetLiteral set ? list(TermOrder.sorted(set.elements())) : object((ObjectLiteral) value);
    }

    private static List<@Nullable Object> list(Collection<Literal> elements) {
        var list = new ArrayList<@Nullable Object>();
        elements.forEach(element -> list.add(nullable(element)));
        return list;
    }

    /** Keys are processed in order; of two keys with the same text the later one wins. */
    private static Map<String, @Nullable Object> object(ObjectLiteral object) {
        var members = new TreeMap<String, @Nullable Object>(TermOrder::compareStrings);
        for (var key : TermOrder.sorted(object.members().keySet())) {
            members.put(
                    JsonText.name(key),
                    nullable(Objects.requireNonNull(object.members().get(key))));
        }
        return Collections.unmodifiableMap(members);
    }

    /** The first number in this JSON that exceeds an IEEE 754 double. */
    public static Optional<BigDecimal> firstBeyondDouble(@Nullable Object json) {
        if (json instanceof BigDecimal number) {
            return Double.isInfinite(number.doubleValue()) ? Optional.of(number) : Optional.empty();
        }
        Collection<?> items =
                json instanceof Map<?, ?> object ? object.values() : json instanceof List<?> array ? array : List.of();
        return items.stream()
                .map(LiteralJson::firstBeyondDouble)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
