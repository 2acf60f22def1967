package dev.edict.query;

/** Accepts text that UTF-8 and PostgreSQL can store; other text would fail inside a statement. */
public final class StorableText {

    private StorableText() {}

    public static boolean is(String text) {
        return text.codePoints().noneMatch(StorableText::cannotBeStored);
    }

    private static boolean cannotBeStored(int codePoint) {
        return codePoint == 0 || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }
}
