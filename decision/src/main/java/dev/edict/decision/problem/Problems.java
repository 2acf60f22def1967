package dev.edict.decision.problem;

import java.util.ArrayList;
import java.util.Collections;
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

/** Collects the problems of one document in any order. Of several at one place it keeps the first in rank. */
public final class Problems {
    /** The maximum number of reported problems; a further one says that there are more. */
    public static final int MAX_SHOWN = 100;

    /** Counted separately for errors and for warnings, so that warnings cannot displace an error. */
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

    /** Codes of which one place reports only one, because one parse error often causes several. */
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

    /** Whether a further warning is kept; a caller with many need not describe more. */
    public boolean keepsWarnings() {
        return entries.size() - errors < MAX_KEPT;
    }

    /** Records a problem outside of values. */
    public void add(ProblemCode code, int offset, String found, @Nullable String expected) {
        add(code, offset, found, expected, null);
    }

    /** Records a problem. */
    public void add(ProblemCode code, int offset, String found, @Nullable String expected, @Nullable String path) {
        put(new Entry(code, "", 0, offset, found, expected, path));
    }

    /**
     * Records a problem whose code contains a detail, such as {@code forbidden_builtin:http.send}.
     *
     * @param rank orders problems of the same code; the contract reports the lowest
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

    /** What the first problem in the text found, and its place; there has to be one. */
    public String firstFound() {
        var first = Collections.min(entries.values(), Comparator.comparingInt(Entry::offset));
        return "%s at %s".formatted(first.found(), source.place(first.offset()));
    }

    /** The problems before this offset. */
    public Problems before(int offset) {
        var some = new Problems(source);
        entries.values().stream().filter(entry -> entry.offset() < offset).forEach(some::put);
        return some;
    }

    public void addAll(Problems others) {
        others.entries.values().forEach(this::put);
    }

    /**
     * In text order. If there are too many, errors take precedence over warnings, and {@code not_judged} over other
     * warnings.
     */
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

    /**
     * The code that the contract reports, otherwise the code of the first error of Edict's own; empty if there is no
     * error.
     */
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
