package dev.edict.decision.language;

/** How much of Rego a document may use. */
public enum PolicyLanguage {
    /** Values written out; anything that would have to be evaluated is refused. */
    LITERAL,
    /** Logic as well: what is literal is read, the rest is known to be logic and left alone. */
    REGO
}
