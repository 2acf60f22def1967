package dev.edict.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads a document that is literal data throughout; anything else makes the whole document unreadable. */
final class DocumentReader {
    private static final String PACKAGE = "caracal.authz";

    /** Imports that only switch on syntax, so that ignoring them changes no value. */
    private static final Set<String> SYNTAX_IMPORTS = Set.of(
            "rego.v1",
            "future.keywords",
            "future.keywords.contains",
            "future.keywords.every",
            "future.keywords.if",
            "future.keywords.in");

    private static final Set<String> KEYWORDS = Set.of(
            "default", "else", "if", "import", "package", "some", "every", "not", "with", "in", "as", "contains");

    private final SourceCursor source;
    private final LiteralReader literals;

    private DocumentReader(SourceCursor source) {
        this.source = source;
        this.literals = new LiteralReader(source);
    }

    static List<Definition> read(PolicyDocument document) {
        return new DocumentReader(new SourceCursor(document)).read();
    }

    private List<Definition> read() {
        var definitions = new ArrayList<Definition>();
        source.skipBlanks();
        readPackage();
        source.skipBlanks();
        while (!source.atEnd()) {
            int start = source.offset();
            var name = source.takeName();
            if (name.equals("import")) {
                readImport(start);
            } else {
                definitions.add(definition(start, name));
            }
            source.skipBlanks();
        }
        return definitions;
    }

    private void readPackage() {
        int start = source.offset();
        if (!source.takeName().equals("package")) {
            source.returnTo(start);
            throw source.unexpected("package " + PACKAGE);
        }
        source.skipBlanks();
        if (!source.takeDottedName().equals(PACKAGE)) {
            throw source.unreadable(start, "a package other than " + PACKAGE);
        }
        endStatement("the package");
    }

    private void readImport(int start) {
        source.skipBlanks();
        var path = source.takeDottedName();
        if (!SYNTAX_IMPORTS.contains(path)) {
            throw source.unreadable(start, "an import of " + path);
        }
        endStatement("the import");
    }

    private Definition definition(int start, String name) {
        var rule = dataRule(start, name);
        source.skipBlanks();
        boolean element = operator(rule) == Operator.CONTAINS;
        source.skipBlanks();
        var value = literals.read();
        endStatement("the definition of " + name);
        return new Definition(rule, element, value, source.positionAt(start));
    }

    private DataRule dataRule(int start, String name) {
        if (name.isEmpty() || KEYWORDS.contains(name)) {
            source.returnTo(start);
            throw source.unexpected("a data rule");
        }
        return switch (source.current()) {
            case '(' -> throw source.unreadable(start, "a function (" + name + ")");
            case '[', '.' -> throw source.unreadable(start, "a reference as the head of a rule (" + name + ")");
            default ->
                DataRule.named(name)
                        .orElseThrow(() -> source.unreadable(start, "a rule that is no policy data (" + name + ")"));
        };
    }

    private enum Operator {
        ASSIGN,
        CONTAINS
    }

    private Operator operator(DataRule rule) {
        int start = source.offset();
        if (source.take(":=") || (!source.isAt("==") && source.take("="))) {
            return Operator.ASSIGN;
        }
        if (!source.takeName().equals("contains")) {
            source.returnTo(start);
            throw source.unexpected("the value of " + rule.ruleName());
        }
        if (rule != DataRule.RESTRICT) {
            throw source.unreadable(start, "the keyword contains in a rule other than restrict");
        }
        return Operator.CONTAINS;
    }

    /** One statement per line: nothing that stands behind a literal on its line can be part of a literal. */
    private void endStatement(String statement) {
        source.skipBlanksOfLine();
        if (!source.atEndOfLine()) {
            throw source.unexpected("the end of " + statement);
        }
    }
}
