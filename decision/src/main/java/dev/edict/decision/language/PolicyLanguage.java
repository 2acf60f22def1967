package dev.edict.decision.language;

/** The subset of Rego that a document may use. */
public enum PolicyLanguage {
    /** Literal values only; logic is rejected. */
    LITERAL,
    /** Logic as well: literal data is parsed, logic is recognised and skipped. */
    REGO
}
