package dev.edict.app.web.console;

import org.jspecify.annotations.Nullable;

/** The paths of signing in, and where it leads. */
final class SignInPaths {

    static final String SIGN_IN = "/console/sign-in";
    static final String HOME = "/console/zones";

    private static final String CONSOLE = "/console/";
    private static final int LONGEST = 2_048;

    private SignInPaths() {}

    /** A page of the console to go to after signing in; anything else, such as another site, is the first page. */
    static String next(@Nullable String asked) {
        return asked != null && isPage(asked) ? asked : HOME;
    }

    private static boolean isPage(String path) {
        return path.length() <= LONGEST
                && path.startsWith(CONSOLE)
                && !path.startsWith(SIGN_IN)
                && path.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
    }
}
