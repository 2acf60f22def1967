package dev.edict.command.caracal;

import dev.edict.command.caracal.CaracalImport.Finding;
import dev.edict.command.caracal.CaracalImport.Kind;
import dev.edict.command.caracal.CaracalImport.Report;
import dev.edict.command.caracal.CaracalImport.Tally;
import dev.edict.command.caracal.CaracalImport.Watcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects the result of every entity that was read. */
final class Findings {

    private final Map<Kind, Long> imported = new EnumMap<>(Kind.class);
    private final Map<Kind, Long> known = new EnumMap<>(Kind.class);
    private final List<Finding> skipped = new ArrayList<>();
    private final List<Finding> warnings = new ArrayList<>();
    private final Watcher watcher;
    private final long rows;
    private long done;

    Findings(Watcher watcher, long rows) {
        this.watcher = watcher;
        this.rows = rows;
        watcher.progressed(0, rows);
    }

    void imported(Kind kind) {
        imported.merge(kind, 1L, Long::sum);
        done();
    }

    void known(Kind kind) {
        known.merge(kind, 1L, Long::sum);
        done();
    }

    void skipped(Kind kind, String id, String reason) {
        skipped.add(new Finding(kind, id, reason));
        done();
    }

    /** Adds a warning in addition to the entity's result. */
    void warned(Kind kind, String id, String code) {
        warnings.add(new Finding(kind, id, code));
    }

    private void done() {
        done++;
        watcher.progressed(done, Math.max(done, rows));
    }

    Report report() {
        var tallies = Arrays.stream(Kind.values()).map(this::tally).toList();
        return new Report(tallies, List.copyOf(skipped), List.copyOf(warnings));
    }

    private Tally tally(Kind kind) {
        long taken = imported.getOrDefault(kind, 0L);
        long here = known.getOrDefault(kind, 0L);
        long left = count(skipped, kind);
        return new Tally(kind, taken + here + left, taken, here, left, count(warnings, kind));
    }

    private static long count(List<Finding> findings, Kind kind) {
        return findings.stream().filter(finding -> finding.kind() == kind).count();
    }
}
