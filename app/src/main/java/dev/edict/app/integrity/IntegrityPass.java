package dev.edict.app.integrity;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One pass over all stored data, batch by batch; after a failed batch it continues at the same place. */
final class IntegrityPass {

    /** Enough faults to show that there are many. */
    private static final int MOST_KEPT = 1_000;

    private static final List<Scan> SCANS = List.of(Scan.values());

    private final List<String> faults = new ArrayList<>();
    private int scan;
    private String after = SCANS.get(0).beforeTheFirst();

    boolean isOver() {
        return scan == SCANS.size();
    }

    /** Reads the next batch, which takes about as much work as {@code texts} texts. */
    void advance(JdbcClient database, int texts) {
        var current = SCANS.get(scan);
        var rows = current.read(database, after, texts);
        rows.stream()
                .flatMap(row -> Stream.ofNullable(row.fault()))
                .limit(MOST_KEPT - faults.size())
                .forEach(faults::add);
        if (rows.size() == current.rows(texts)) {
            after = rows.get(rows.size() - 1).key();
        } else {
            scan++;
            after = isOver() ? "" : SCANS.get(scan).beforeTheFirst();
        }
    }

    /** The faults so far, described without the stored text. */
    Stream<String> faults() {
        return faults.stream();
    }
}
