package dev.edict.command.api.session;

import java.util.Optional;

/**
 * The browsers that are signed in to the console. A session stands for a token, by the lower-case hex SHA-256 of the
 * token, and holds no right of its own: the token is looked up again at each request.
 */
public interface ConsoleSessions {

    /** Opens a session of a token and returns its secret, which is stored as a hash only. */
    String open(String tokenSha256);

    /** The hash of the token of a session; empty if the session is unknown, ended, unused for an hour or 12 hours old. */
    Optional<String> tokenOf(String secret);

    /** Ends a session; does nothing if there is none. */
    void close(String secret);

    /** Issues a code that opens one session of a token within 10 minutes. */
    String issueCode(String tokenSha256);

    /** Uses up a code and returns the hash of its token; empty if the code is unknown, expired or used. */
    Optional<String> redeem(String code);

    /** Whether any code was ever used. */
    boolean isAnyCodeRedeemed();
}
