package dev.edict.app.web.console;

import dev.edict.app.servers.CurrentSecrets;
import dev.edict.app.servers.ServerKind;
import dev.edict.app.web.access.BearerTokenAuthenticationProvider;
import dev.edict.command.api.session.ConsoleSessions;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The one-time link with which the owner of a new installation signs in. It exists with embedded servers on a loopback
 * address only, until it was used once, and at each start of a demo; the code is in the fragment, which browsers send to no server.
 */
@Component
public class SignInLink {

    private final ConsoleProperties properties;
    private final ServerKind servers;
    private final CurrentSecrets secrets;
    private final ConsoleSessions sessions;
    private final boolean isDemo;

    SignInLink(
            ConsoleProperties properties,
            ServerKind servers,
            CurrentSecrets secrets,
            ConsoleSessions sessions,
            @Value("${edict.demo:false}") boolean isDemo) {
        this.properties = properties;
        this.servers = servers;
        this.secrets = secrets;
        this.sessions = sessions;
        this.isDemo = isDemo;
    }

    /** A new link, good for 10 minutes; empty if this installation has none. */
    public Optional<String> issue(String scheme, String authority) {
        var origin = Origin.of(scheme, authority);
        var isFirst = isDemo || !sessions.isAnyCodeRedeemed();
        return properties.isOn() && servers.isEmbedded() && origin.isLoopback() && isFirst
                ? Optional.of("%s%s#code=%s".formatted(origin, SignInPaths.SIGN_IN, newCode()))
                : Optional.empty();
    }

    private String newCode() {
        return sessions.issueCode(BearerTokenAuthenticationProvider.hash(secrets.adminToken()));
    }
}
