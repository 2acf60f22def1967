package dev.edict.decision.language;

/**
 * A part of a document that may be Rego and was not parsed.
 *
 * @param offset offset of its first character
 * @param what its name, with the first construct that is not literal data and the place of that
 */
public record UncheckedPart(int offset, String what) {
    @Override
    public String toString() {
        return what;
    }
}
