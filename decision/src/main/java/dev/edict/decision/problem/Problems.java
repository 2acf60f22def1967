package dev.edict.decision.problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that is wrong with one document, collected in any order; of several at one place the first in rank stays. */
public final class Problems {
    /** A document with more is told of these, and that there are more. */
    public static final int MAX_SHOWN = 100;

    /** Of errors, and again of warnings: no number of warnings may hide an error. */
    private static final int MAX_KEPT = 4 * MAX_SHOWN;

    private record Entry(
            ProblemCode code,
            String detail,
            int rank,
            int offset,
            String found,
            @Nullable String expected,
            @Nullable String path) {
        boolean isError() {
            return code.severity() == Severity.ERROR;
        }
    }

    /** Codes of which one place has one at most: there, one mistake looks like several. */
    private static final Set<ProblemCode> OF_READING = EnumSet.of(
            ProblemCode.UNBALANCED_DELIMITERS,
            ProblemCode.FORBIDDEN_BUILTIN,
            ProblemCode.SYNTAX_ERROR,
            ProblemCode.LOGIC_NOT_ALLOWED);

    private record Place(int offset, @Nullable ProblemCode code) {}

    private final Source source;
    private final Map<Place, Entry> entries = new LinkedHashMap<>();
    private int errors;

    public Problems(Source source) {
        this.source = source;
    }

    public Source source() {
        return source;
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Records a problem that is not about a value. */
    public void add(ProblemCode code, int offset, String found, @Nullable String expected) {
        add(code, offset, found, expected, null);
    }

    /** Records a problem. */
    public void add(ProblemCode code, int offset, String found, @Nullable String expected, @Nullable String path) {
        put(new Entry(code, "", 0, offset, found, expected, path));
    }

    /**
     * Records a problem whose code names what it is about, such as {@code forbidden_builtin:http.send}.
     *
     * @param rank among problems of the same code, the lowest is the contract's first
     */
    public void addNaming(ProblemCode code, String detail, int rank, int offset, String found) {
        put(new Entry(code, ":" + detail, rank, offset, found, null, null));
    }

    private void put(Entry entry) {
        int kept = entry.isError() ? errors : entries.size() - errors;
        if (kept < MAX_KEPT) {
            int before = entries.size();
            entries.merge(
                    new Place(entry.offset(), OF_READING.contains(entry.code()) ? null : entry.code()),
                    entry,
                    (one, other) -> other.code().compareTo(one.code()) < 0 ? other : one);
            errors += entry.isError() ? entries.size() - before : 0;
        }
    }

    /** Those whose place is before this offset. */
    public Problems before(int offset) {
        var some = new Problems(source);
        entries.values().stream().filter(entry -> entry.offset() < offset).forEach(some::put);
        return some;
    }

    public void addAll(Problems others) {
        others.entries.values().forEach(this::put);
    }

    /** In the order of the text; of too many, errors rather than warnings, and of these first what was not judged. */
    public List<Problem> inOrder() {
        var all = entries.values().stream()
                .sorted(Comparator.comparingInt(Entry::offset))
                .toList();
        if (all.size() <= MAX_SHOWN) {
            return all.stream().map(this::problem).toList();
        }
        var ranked = all.stream()
                .sorted(Comparator.comparing((Entry entry) -> entry.code().severity())
                        .thenComparing(entry -> entry.code() != ProblemCode.NOT_JUDGED))
                .toList();
        var shown = ranked.stream()
                .limit(MAX_SHOWN)
                .sorted(Comparator.comparingInt(Entry::offset))
                .map(this::problem)
                .collect(Collectors.toCollection(ArrayList::new));
        shown.add(tooMany(ranked.get(MAX_SHOWN)));
        return List.copyOf(shown);
    }

    private Problem tooMany(Entry firstNotShown) {
        var next = problem(firstNotShown);
        return new Problem(
                ProblemCode.TOO_MANY_PROBLEMS.code(),
                next.severity(),
                source.documentId(),
                next.line(),
                next.column(),
                "more than %d problems".formatted(MAX_SHOWN),
                null,
                null,
                next.excerpt(),
                ProblemCode.TOO_MANY_PROBLEMS.help());
    }

    /** The one code the contract would answer with, or else our first error's; empty if there is no error. */
    public Optional<String> firstViolation() {
        return Stream.concat(
                        entries.values().stream()
                                .filter(entry -> entry.code().isOfTheContract())
                                .sorted(Comparator.comparing(Entry::code)
                                        .thenComparingInt(Entry::rank)
                                        .thenComparingInt(Entry::offset)),
                        entries.values().stream().filter(Entry::isError).sorted(Comparator.comparingInt(Entry::offset)))
                .findFirst()
                .map(entry -> entry.code().code() + entry.detail());
    }

    private Problem problem(Entry entry) {
        return new Problem(
                entry.code().code() + entry.detail(),
                entry.code().severity(),
                source.documentId(),
                source.line(entry.offset()),
                source.column(entry.offset()),
                entry.found(),
                entry.expected(),
                entry.path(),
                source.excerpt(entry.offset()),
                entry.code().help());
    }

    @Override
    public String toString() {
        return inOrder().stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }
}
