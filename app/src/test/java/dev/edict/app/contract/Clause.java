package dev.edict.app.contract;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A line of {@code triples.psv}.
 *
 * @param note empty where Edict answers so and a request can show it
 */
record Clause(Triple triple, String note) {

    private static final Pattern DIFFERS = Pattern.compile("differs: (never|\\d{3}(?: [^:]+)?): (.+)");
    private static final Pattern SHOWN = Pattern.compile("shown by: ([\\w.]+)#(\\w+)");

    static List<Clause> all() {
        return Table.read("triples.psv").stream()
                .map(cells -> new Clause(Table.triple(cells), cells.size() > 3 ? cells.get(3) : ""))
                .toList();
    }

    boolean isUnderstood() {
        return note.isEmpty() || matched(DIFFERS).or(() -> matched(SHOWN)).isPresent();
    }

    /** What a request has to show: the answer, or the one that is given instead; empty where none can. */
    Optional<Triple> toBeShown() {
        if (note.isEmpty()) {
            return Optional.of(triple);
        }
        return matched(DIFFERS)
                .map(found -> found.group(1).split(" ", 2))
                .filter(instead -> !instead[0].equals("never"))
                .map(instead -> new Triple(
                        triple.route(), Integer.parseInt(instead[0]), instead.length == 2 ? instead[1] : ""));
    }

    /** The words by which the difference is told. */
    Optional<String> difference() {
        return matched(DIFFERS).map(found -> found.group(2));
    }

    /** Class and method of the test that shows it; the class as named below {@code dev.edict.app}. */
    Optional<String[]> test() {
        return matched(SHOWN).map(found -> new String[] {"dev.edict.app." + found.group(1), found.group(2)});
    }

    private Optional<MatchResult> matched(Pattern pattern) {
        var matcher = pattern.matcher(note);
        return matcher.matches() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
    }
}
