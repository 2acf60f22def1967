package dev.edict.decision.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The few words that one bundle and its requests are made of; in some bundles one of each kind is empty or not ASCII. */
public record Words(
        Random random,
        List<String> apps,
        List<String> bindings,
        List<String> resources,
        List<String> labels,
        List<String> scopes,
        List<String> tiers) {

    /** The last is half of a surrogate pair, which requests can spell; documents have what becomes of it. */
    private static final List<String> UNUSUAL =
            List.of("", " ", "\u00e9", "\ufffd", "\ud83d\ude00", "A", "<&>\u2028", "%s", "-", "\ud83d");

    public static Words of(Random random) {
        return new Words(
                random,
                some(random, List.of("app-1", "app-2")),
                some(random, List.of("shop", "till")),
                some(random, List.of("r1", "r2", "r3")),
                some(random, List.of("reader", "writer", "read", "w\ud83d\ude00")),
                some(random, List.of("read", "write", "delete", "agent:lifecycle")),
                some(random, List.of("high", "low", "odd")));
    }

    private static List<String> some(Random random, List<String> usual) {
        var words = new ArrayList<>(usual);
        if (random.nextInt(100) < 20) {
            words.set(0, UNUSUAL.get(random.nextInt(UNUSUAL.size())));
        }
        return List.copyOf(words);
    }

    String unusual() {
        return pick(UNUSUAL);
    }

    boolean rarely(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    List<String> some(List<String> from, int most) {
        var some = new ArrayList<String>();
        for (int i = random.nextInt(most) + (rarely(10) ? 0 : 1); i > 0; i--) {
            some.add(pick(from));
        }
        return some;
    }
}
