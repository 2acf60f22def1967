package dev.edict.audit.event;

import static dev.edict.audit.event.DeadLetterReason.INVALID_EVENT;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of an event's JSON object, read with their bounds. */
public final class EventMembers {

    private final Map<String, Object> members;

    EventMembers(Map<String, Object> members) {
        this.members = members;
    }

    /**
     * A text that has to be there.
     *
     * @throws EventRefused if it is missing, blank or longer
     */
    public String required(String name, int most) throws EventRefused {
        var text = optional(name, most);
        if (text == null || text.isBlank()) {
            throw new EventRefused(INVALID_EVENT, name + " is missing");
        }
        return text;
    }

    /** Empty if it is absent, as the contract hashes it (§7.2). */
    String orEmpty(String name, int most) throws EventRefused {
        var text = optional(name, most);
        return text == null ? "" : text;
    }

    /** Null if it is absent. */
    public @Nullable String optional(String name, int most) throws EventRefused {
        var value = members.get(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text)) {
            throw new EventRefused(INVALID_EVENT, name + " is not a string");
        }
        if (text.length() > most) {
            throw new EventRefused(INVALID_EVENT, "%s has more than %d characters".formatted(name, most));
        }
        return text;
    }

    /** A member of any kind; null if it is absent. */
    public @Nullable Object any(String name) {
        return members.get(name);
    }

    /** In microseconds, as PostgreSQL stores it. */
    public Instant time(String name) throws EventRefused {
        try {
            return OffsetDateTime.parse(required(name, 64)).toInstant().truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            throw new EventRefused(INVALID_EVENT, name + " is not a time of RFC 3339");
        }
    }

    /** Null if it is absent. */
    public @Nullable List<?> array(String name) throws EventRefused {
        var value = members.get(name);
        if (value != null && !(value instanceof List<?>)) {
            throw new EventRefused(INVALID_EVENT, name + " is neither an array nor null");
        }
        return (List<?>) value;
    }

    /** Null if it is absent. */
    @SuppressWarnings("unchecked") // JSON has no other keys
    public @Nullable Map<String, Object> object(String name) throws EventRefused {
        var value = members.get(name);
        if (value != null && !(value instanceof Map<?, ?>)) {
            throw new EventRefused(INVALID_EVENT, name + " is neither an object nor null");
        }
        return (Map<String, Object>) value;
    }
}
