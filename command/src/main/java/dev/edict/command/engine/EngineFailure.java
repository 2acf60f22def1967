package dev.edict.command.engine;

/** Why an engine made no decision, in one line. */
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

    /** A failure of this request; the next one may succeed. */
    static EngineFailure of(String reason) {
        return new EngineFailure(reason, false, false);
    }

    /** A failure that also affects the next request. */
    static EngineFailure ofEveryRequest(String reason) {
        return new EngineFailure(reason, true, false);
    }

    /** The engine works, but rejects its input. */
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
