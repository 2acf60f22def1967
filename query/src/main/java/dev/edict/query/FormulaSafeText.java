package dev.edict.query;

/** Text for a cell of a CSV file that no spreadsheet interprets as a formula. */
public final class FormulaSafeText {

    private static final String TRIGGERS = "=+-@\t\r";

    private FormulaSafeText() {}

    public static String of(String text) {
        return !text.isEmpty() && TRIGGERS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
