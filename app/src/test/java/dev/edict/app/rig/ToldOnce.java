package dev.edict.app.rig;

import static java.util.stream.Collectors.groupingBy;

import dev.edict.app.rig.Evidence.Event;
import dev.edict.app.rig.Evidence.Told;
import dev.edict.app.rig.Violation.Promise;
import java.util.ArrayList;
import java.util.List;

/** K6: the timeline has every event of the log exactly once, and nothing else. */
final class ToldOnce {

    private ToldOnce() {}

    static List<Violation> violations(List<Event> log, List<Told> timeline) {
        var rows = timeline.stream().collect(groupingBy(Told::position));
        var found = new ArrayList<Violation>();
        for (var event : log) {
            var told = rows.remove(event.position());
            var expected = new Told(event.position(), event.eventType(), event.requestId());
            if (told == null || !told.equals(List.of(expected))) {
                found.add(new Violation(Promise.K6, "%s is told as %s".formatted(event, told)));
            }
        }
        rows.values().forEach(told -> found.add(new Violation(Promise.K6, "%s is in no log".formatted(told))));
        return found;
    }
}
