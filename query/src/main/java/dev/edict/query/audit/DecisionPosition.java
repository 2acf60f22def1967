package dev.edict.query.audit;

import dev.edict.query.CursorText;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A position in a list of decisions.
 *
 * @param order the order of the list
 * @param occurredAt null in the order of arrival, and at the start
 * @param seq the place in the order of arrival; unlike the time, it is unique
 */
public record DecisionPosition(Order order, @Nullable OffsetDateTime occurredAt, long seq) {

    /** The order of a list of decisions. */
    public enum Order {
        /** By the time of the decision, newest first. A decision that arrives late may belong to an earlier page. */
        NEWEST,
        /** In the order of arrival. What becomes visible later also stands later. */
        ARRIVAL;

        private String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Before the first decision: in the list of the newest, no time is later. */
    static DecisionPosition start(Order order) {
        return new DecisionPosition(order, null, 0);
    }

    static DecisionPosition of(Order order, AuditedDecision decision) {
        var occurredAt = order == Order.NEWEST ? decision.occurredAt().atOffset(ZoneOffset.UTC) : null;
        return new DecisionPosition(order, occurredAt, decision.seq());
    }

    /** Rejects a cursor of another order or list. */
    static DecisionPosition parse(Order order, String cursor) {
        var json = CursorText.read(cursor);
        var seq = json.get("seq");
        if (seq == null
                || !seq.isIntegralNumber()
                || !seq.canConvertToLong()
                || !json.path("order").asString("").equals(order.code())) {
            throw CursorText.invalid();
        }
        return new DecisionPosition(order, order == Order.NEWEST ? CursorText.time(json, "ts") : null, seq.longValue());
    }

    String cursor() {
        return CursorText.write(json -> {
            if (occurredAt != null) {
                json.put("ts", CursorText.time(occurredAt));
            }
            json.put("seq", seq).put("order", order.code());
        });
    }
}
