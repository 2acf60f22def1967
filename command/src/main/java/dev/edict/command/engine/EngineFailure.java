package dev.edict.command.engine;

/** Why there is no decision, in one line. */
final class EngineFailure extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 1_000;

    private final boolean hopeless;
    private final boolean refusal;

    private EngineFailure(String reason, boolean hopeless, boolean refusal) {
        super(bounded(reason));
        this.hopeless = hopeless;
        this.refusal = refusal;
    }

    /** The next request may fare better. */
    static EngineFailure of(String reason) {
        return new EngineFailure(reason, false, false);
    }

    /** The next request would fare the same. */
    static EngineFailure ofEveryRequest(String reason) {
        return new EngineFailure(reason, true, false);
    }

    /** The engine is fine, and refuses what it was given. */
    static EngineFailure ofRefusal(String reason) {
        return new EngineFailure(reason, false, true);
    }

    boolean isRefusal() {
        return refusal;
    }

    boolean isHopeless() {
        return hopeless;
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    private static String bounded(String text) {
        var shown = new StringBuilder();
        var points = text.codePoints().limit(LONGEST).iterator();
        while (points.hasNext()) {
            int point = points.nextInt();
            shown.appendCodePoint(Character.isISOControl(point) ? ' ' : point);
        }
        return text.codePointCount(0, text.length()) > LONGEST
                ? shown.append('…').toString()
                : shown.toString();
    }
}
