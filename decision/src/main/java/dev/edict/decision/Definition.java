package dev.edict.decision;

/**
 * What one rule of a document contributes to a bundle.
 *
 * @param element whether the value is one element of a set ({@code contains}) and not the whole value of the rule
 */
record Definition(DataRule rule, boolean element, Literal value, SourcePosition position) {

    UnreadablePolicy unreadable(String what) {
        return new UnreadablePolicy(position, what);
    }
}
