package dev.edict.cli.zone;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times and periods for people. */
final class Moments {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'");

    private final ZoneId zone;

    Moments(boolean utc) {
        this(utc ? ZoneOffset.UTC : ZoneId.systemDefault());
    }

    Moments(ZoneId zone) {
        this.zone = zone;
    }

    /** An instant of the API to the second, or the text itself if it is none. */
    String at(String instant) {
        try {
            var format = zone.equals(ZoneOffset.UTC) ? UTC : LOCAL;
            return format.format(Instant.parse(instant).atZone(zone));
        } catch (DateTimeException e) {
            return instant;
        }
    }

    /** A period in its largest unit, such as {@code 5 min}. */
    static String period(Duration period) {
        var seconds = period.toSeconds();
        if (seconds < 1) {
            return Math.max(0, period.toMillis()) + " ms";
        }
        if (period.toMinutes() < 2) {
            return seconds + " s";
        }
        if (period.toHours() < 2) {
            return period.toMinutes() + " min";
        }
        return period.toDays() < 2 ? period.toHours() + " h" : period.toDays() + " d";
    }
}
