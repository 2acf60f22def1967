package dev.edict.decision.language;

/**
 * A part of a document that is Rego, perhaps, and was not read.
 *
 * @param offset where it begins
 * @param what it is, with the first thing in it that is no literal data and where that is
 */
public record UncheckedPart(int offset, String what) {
    @Override
    public String toString() {
        return what;
    }
}
