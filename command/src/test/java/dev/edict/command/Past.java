package dev.edict.command;

import dev.edict.command.api.NoteReference;
import dev.edict.command.api.Stamp;
import dev.edict.command.api.zone.ZoneDirectory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventhandling.EventMessage;
import org.hamcrest.Description;
import org.hamcrest.Matcher;
import org.hamcrest.TypeSafeMatcher;

/** Imported events with hourly timestamps, and their authors. */
public final class Past {

    private static final Instant BEGINNING = Instant.parse("2024-02-03T04:05:06.000007Z");

    /** A directory with the zone {@code z1} only, which may be archived. */
    public static final ZoneDirectory ONLY_Z1 =
            zoneId -> zoneId.equals("z1") ? Optional.of(new ZoneDirectory.KnownZone(null, false)) : Optional.empty();

    private final List<String> notes = new ArrayList<>();

    public static Stamp stamp(int hour, String by) {
        return new Stamp(BEGINNING.plusSeconds(3_600L * hour), by, false);
    }

    public static Stamp unnamed(int hour) {
        return new Stamp(BEGINNING.plusSeconds(3_600L * hour), null, false);
    }

    public NoteReference note(String name) {
        notes.add(name);
        return new NoteReference(name, "hash of " + name);
    }

    /** The names that were stored as notes. */
    public List<String> notes() {
        return notes;
    }

    /** Matches events marked as imported, each with the name in its note; a fixture stops the clock. */
    public Matcher<List<? super EventMessage<?>>> happenedFor(String... names) {
        return new TypeSafeMatcher<>() {
            @Override
            protected boolean matchesSafely(List<? super EventMessage<?>> events) {
                var told = events.stream()
                        .map(event -> tell((EventMessage<?>) event))
                        .toList();
                return told.equals(Arrays.asList(names));
            }

            @Override
            public void describeTo(Description description) {
                description.appendText(Arrays.toString(names));
            }
        };
    }

    private static String tell(EventMessage<?> event) {
        var imported = Boolean.TRUE.equals(event.getMetaData().get("imported"));
        return "%s%s".formatted(event.getMetaData().get("onBehalfOfNote"), imported ? "" : " not imported");
    }
}
