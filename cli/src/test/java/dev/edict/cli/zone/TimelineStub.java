package dev.edict.cli.zone;

import dev.edict.cli.EdictStub;
import dev.edict.cli.EdictStub.Answer;
import dev.edict.cli.EdictStub.Received;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A timeline of a zone that grows, in pages as Edict has them: the newest first, an empty cursor only after a short page. */
final class TimelineStub {

    static final String PATH = "/v1/zones/z1/timeline";

    private static final Pattern LIMIT = Pattern.compile("limit=([0-9]+)");
    private static final Pattern CURSOR = Pattern.compile("cursor=c([0-9]+)");

    private final AtomicInteger newest = new AtomicInteger();
    private final Random chance = new Random(20);
    private volatile double failing;

    EdictStub in(EdictStub stub) {
        return stub.answering(PATH, this::answer);
    }

    void grow(int entries) {
        newest.addAndGet(entries);
    }

    /** Lets some of the answers be lost or errors. */
    void fail(double share) {
        failing = share;
    }

    private Answer answer(Received request) {
        if (chance.nextDouble() < failing) {
            return chance.nextBoolean() ? new Answer(0, "", Map.of()) : Answer.error(503, "starting");
        }
        var limit = number(LIMIT, request, 0);
        var from = number(CURSOR, request, newest.get() + 1) - 1;
        var to = Math.max(1, from - limit + 1);
        var items = IntStream.iterate(from, sequence -> sequence >= to, sequence -> sequence - 1)
                .mapToObj(TimelineStub::entry)
                .collect(Collectors.joining(","));
        var cursor = from - to + 1 == limit ? "\"c%d\"".formatted(to) : "null";
        return Answer.ok("{\"items\": [%s], \"next_cursor\": %s}".formatted(items, cursor));
    }

    private static int number(Pattern parameter, Received request, int otherwise) {
        var found = parameter.matcher(request.path());
        return found.find() ? Integer.parseInt(found.group(1)) : otherwise;
    }

    private static String entry(int sequence) {
        return """
                {"sequence": %d, "occurred_at": "2026-12-01T10:00:00.000001Z", "actor": "admin:ci", "on_behalf_of": null,
                 "summary": "entry %d", "reason": null}
                """
                .formatted(sequence, sequence);
    }
}
