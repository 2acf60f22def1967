package dev.edict.query.report.file;

import dev.edict.query.report.content.GoverningPeriod;
import dev.edict.query.report.content.ReportHeader;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A band that draws what governed when, as SVG. Neighbours that are too short to be seen are drawn as one piece, so that
 * it has at most {@value #MOST} pieces, however many there are.
 */
final class GoverningBand {

    /** The microseconds of the longest period, times this, are a long. */
    private static final int WIDTH = 1000;

    private static final int NARROWEST = 4;
    private static final int COLOURS = 6;

    /** Between two wide pieces there is at most one piece of short ones. */
    static final int MOST = 2 * WIDTH / NARROWEST + 1;

    private final Instant from;
    private final long micros;
    private final List<Piece> pieces = new ArrayList<>();

    /** @param title empty for periods that are too short to draw */
    private record Piece(int left, int right, int merged, @Nullable String versionId, String title) {}

    GoverningBand(ReportHeader header) {
        this.from = Instant.parse(header.fromAt());
        this.micros = ChronoUnit.MICROS.between(from, Instant.parse(header.toAt()));
    }

    void add(GoverningPeriod period) {
        var left = place(period.fromAt());
        var right = place(period.untilAt());
        if (right - left >= NARROWEST) {
            pieces.add(new Piece(left, right, 1, period.versionId(), RowTexts.governing(period)));
            return;
        }
        var last = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
        if (last != null && last.merged() > 0 && last.title().isEmpty()) {
            pieces.set(pieces.size() - 1, new Piece(last.left(), right, last.merged() + 1, null, ""));
        } else {
            pieces.add(new Piece(left, right, 1, null, ""));
        }
    }

    private int place(Instant at) {
        return Math.toIntExact(ChronoUnit.MICROS.between(from, at) * WIDTH / micros);
    }

    int pieces() {
        return pieces.size();
    }

    /** How many periods of governing are drawn as a piece with others, or too short to be drawn alone. */
    int merged() {
        return pieces.stream()
                .filter(piece -> piece.title().isEmpty())
                .mapToInt(Piece::merged)
                .sum();
    }

    /** Numbers are filled in with %s, which has no locale. */
    String svg() {
        var svg = new StringBuilder();
        svg.append("<svg viewBox=\"0 0 %s 40\" role=\"img\" aria-label=\"What governed when\">\n".formatted(WIDTH));
        for (var piece : pieces) {
            svg.append("<rect x=\"%s\" y=\"0\" width=\"%s\" height=\"40\" class=\"%s\"><title>%s</title></rect>\n"
                    .formatted(
                            piece.left(),
                            Math.max(1, piece.right() - piece.left()),
                            style(piece),
                            HtmlText.of(title(piece))));
        }
        return svg.append("</svg>\n").toString();
    }

    private static String style(Piece piece) {
        if (piece.title().isEmpty()) {
            return "several";
        }
        var version = piece.versionId();
        return version == null ? "nothing" : "v" + Math.floorMod(version.hashCode(), COLOURS);
    }

    private static String title(Piece piece) {
        return piece.title().isEmpty() ? piece.merged() + " too short to draw" : piece.title();
    }
}
