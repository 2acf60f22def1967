package dev.edict.decision.language;

import dev.edict.decision.language.Definition.Kind;
import dev.edict.decision.problem.ProblemCode;
import dev.edict.decision.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Parses a document statement by statement; after an error it continues with the next one. */
final class DocumentParser {
    /** Imports that only enable syntax; ignoring them changes no value. */
    private static final Set<String> SYNTAX_IMPORTS = Set.of(
            "rego.v1",
            "future.keywords",
            "future.keywords.contains",
            "future.keywords.every",
            "future.keywords.if",
            "future.keywords.in");

    private static final Set<String> CONTAINS_IMPORTS =
            Set.of("rego.v1", "future.keywords", "future.keywords.contains");

    private static final Set<String> KEYWORDS = Set.of(
            "default", "else", "if", "some", "every", "not", "with", "in", "as", "contains", "true", "false", "null");

    private final PolicyLanguage language;
    private final Problems problems;
    private final List<Lexer.Comment> comments;
    private final TokenCursor tokens;
    private final List<Token> all;
    private final List<Definition> definitions = new ArrayList<>();
    private final Imports imports = new Imports();
    private final List<UncheckedPart> unjudged = new ArrayList<>();
    private boolean knowsContains;

    DocumentParser(Problems problems, PolicyLanguage language) {
        this.language = language;
        this.problems = problems;
        var lexed = Lexer.lex(problems);
        this.all = lexed.tokens();
        this.comments = lexed.comments();
        this.tokens = new TokenCursor(all);
    }

    ParsedDocument parse() {
        int unbalancedAt = Brackets.check(all, problems);
        var found = new Problems(problems.source());
        var packageName = PackageDeclaration.read(tokens, found);
        while (!tokens.peek().isEnd()) {
            statement(found);
        }
        imports.check(found);
        new Surface(all, comments, definitions, found).check(packageName);
        problems.addAll(found.before(unbalancedAt));
        return new ParsedDocument(packageName, definitions, unjudged, problems);
    }

    private void statement(Problems found) {
        var first = tokens.peek();
        var constructs = new Constructs(tokens, found);
        if (first.is("import")) {
            readImport(found, constructs);
        } else if (first.isName() && !KEYWORDS.contains(first.text()) && !first.is("package")) {
            rule(found);
        } else if (first.is("default") && tokens.peek(1).isName()) {
            rule(found);
        } else {
            constructs.unexpected("a rule");
            tokens.skipStatement();
        }
    }

    private void readImport(Problems found, Constructs constructs) {
        int index = tokens.index();
        int start = tokens.next().start();
        var path = PackageDeclaration.dottedName(tokens);
        knowsContains |= CONTAINS_IMPORTS.contains(path);
        if (!SYNTAX_IMPORTS.contains(path) && language == PolicyLanguage.LITERAL) {
            found.add(
                    ProblemCode.LOGIC_NOT_ALLOWED,
                    start,
                    "an import of " + Described.shortened(path),
                    "an import of rego.v1 or future.keywords");
        } else if (!path.isEmpty()) {
            imports.add(path, tokens.peek().is("as") ? tokens.peek(1).text() : "", start);
        }
        if (!SYNTAX_IMPORTS.contains(path) && language == PolicyLanguage.REGO) {
            unjudged.add(new UncheckedPart(
                    start,
                    "an import of %s at %s"
                            .formatted(
                                    Described.shortened(path), problems.source().place(start))));
        }
        if (tokens.peek().startsLine() || tokens.peek().isEnd()) {
            return;
        }
        if (language == PolicyLanguage.LITERAL) {
            constructs.unexpected("the end of the import");
            tokens.skipStatement();
            return;
        }
        if (path.isEmpty()) {
            constructs.unexpected("the path of the import");
        } else if (SYNTAX_IMPORTS.contains(path)) {
            found.add(
                    ProblemCode.SYNTAX_ERROR,
                    tokens.peek().start(),
                    "something after an import of " + path,
                    "the end of the import");
        }
        tokens.returnTo(StatementEnd.after(all, index));
    }

    /** Parses a rule as data. If logic is allowed and the rule is logic, it is skipped. */
    private void rule(Problems found) {
        int start = tokens.index();
        var attempt = new Problems(problems.source());
        var definition = new RuleParser(tokens, attempt, knowsContains, language == PolicyLanguage.LITERAL).read();
        if (attempt.isEmpty() || language == PolicyLanguage.LITERAL) {
            found.addAll(attempt);
            definitions.add(definition);
            return;
        }
        tokens.returnTo(StatementEnd.after(all, start));
        var note = attempt.firstFound();
        unjudged.add(new UncheckedPart(
                definition.offset(),
                "%s is not literal data: %s".formatted(Described.shortened(definition.name()), note)));
        definitions.add(new Definition(definition.name(), definition.offset(), Kind.LOGIC, null, note));
    }
}
