package dev.edict.query;

/** Text that UTF-8 and PostgreSQL can hold; anything else would fail inside a statement. */
final class StorableText {

    private StorableText() {}

    static boolean is(String text) {
        return text.codePoints().noneMatch(StorableText::cannotBeStored);
    }

    private static boolean cannotBeStored(int codePoint) {
        return codePoint == 0 || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }
}
