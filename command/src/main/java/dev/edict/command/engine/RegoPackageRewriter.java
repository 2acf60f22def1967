package dev.edict.command.engine;

import java.util.Set;

/**
 * Moves a module from {@code caracal.authz} to another package: its declaration, and every {@code data.caracal.authz}
 * that refers to its own package. It keeps the lines, so that places in errors stay valid.
 */
final class RegoPackageRewriter {

    static final String HOME = "caracal.authz";

    private static final String ROOT = "data";
    private static final Set<Character> QUOTES = Set.of('"', '`');

    /** The module refers to data outside its own package. */
    static final class NotMovable extends Exception {
        private static final long serialVersionUID = 1L;

        NotMovable(String reason) {
            super(reason);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    private final String text;
    private final String target;
    private final StringBuilder moved = new StringBuilder();
    private int at;
    private char before = '\n';
    private int names;

    private RegoPackageRewriter(String text, String target) {
        this.text = text;
        this.target = target;
    }

    static String move(String text, String target) throws NotMovable {
        return new RegoPackageRewriter(text, target).run();
    }

    private String run() throws NotMovable {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                copyTo(endOfLine());
            } else if (QUOTES.contains(c)) {
                copyTo(endOfString(c));
                before = c;
            } else if (isNamePart(c)) {
                copyName();
            } else {
                copySign(c);
            }
        }
        if (names < 2) {
            throw new NotMovable("it has no package declaration");
        }
        return moved.toString();
    }

    private void copyTo(int end) {
        moved.append(text, at, end);
        at = end;
    }

    private void copySign(char c) throws NotMovable {
        if (c == '$' && at + 1 < text.length() && QUOTES.contains(text.charAt(at + 1))) {
            throw new NotMovable(place() + ": a template string may refer to any data");
        }
        copyTo(at + 1);
        if (!Character.isWhitespace(c)) {
            before = c;
        }
    }

    private void copyName() throws NotMovable {
        int end = at;
        while (end < text.length() && (isNamePart(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        var path = text.substring(at, end);
        boolean isMember = before == '.';
        before = 'a';
        names++;
        if (names == 1) {
            require(path.equals("package"), "it does not begin with a package declaration");
            copyTo(end);
        } else if (names == 2) {
            require(path.equals(HOME) && !opensIndex(end), "its package is not " + HOME);
            moved.append(target);
            at = end;
        } else if (!isMember && (path.equals(ROOT) || path.startsWith(ROOT + "."))) {
            moveReference(path, end);
        } else {
            copyTo(end);
        }
    }

    private void moveReference(String path, int end) throws NotMovable {
        var home = ROOT + "." + HOME;
        boolean isOwn = path.equals(home) || path.startsWith(home + ".");
        require(isOwn, "%s: it refers to data outside %s: %s".formatted(place(), HOME, path));
        moved.append(ROOT).append('.').append(target).append(path, home.length(), path.length());
        at = end;
    }

    private boolean opensIndex(int end) {
        return end < text.length() && text.charAt(end) == '[';
    }

    private static void require(boolean holds, String otherwise) throws NotMovable {
        if (!holds) {
            throw new NotMovable(otherwise);
        }
    }

    private int endOfLine() {
        int feed = text.indexOf('\n', at);
        return feed < 0 ? text.length() : feed;
    }

    private int endOfString(char quote) throws NotMovable {
        for (int end = at + 1; end < text.length(); end++) {
            char c = text.charAt(end);
            if (c == quote) {
                return end + 1;
            }
            if (c == '\\' && quote == '"') {
                end++;
            }
        }
        throw new NotMovable(place() + ": an unterminated string");
    }

    private String place() {
        return "line " + (text.substring(0, at).lines().count() + (at == 0 || text.charAt(at - 1) == '\n' ? 1 : 0));
    }

    private static boolean isNamePart(char c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
