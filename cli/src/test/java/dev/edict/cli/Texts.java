package dev.edict.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Documents and requests of a shop that fit together, and files of them. */
public final class Texts {

    public static final String GRANTS =
            """
            # caracal:data-document
            package caracal.authz

            app_ids := {"shop": "app-1"}

            grants := {"resource://orders": {
                "application": "shop",
                "roles": {"clerk": ["read", "write"]}
            }}
            """;

    public static final String MISTAKES =
            """
            # caracal:data-document
            package caracal.authz

            app_ids := {"shop": "app-1", "😀": 5}

            grants := {"resource://orders": {"application": "shop", "roles": {"clerk": []}}}

            restrict := {"why": 1 + 1}

            risk := [{"scope": "read", "tier": "high"}]
            approval_tiers := [{"tier": "high"}, {"tier": "low"}]
            """;

    private Texts() {}

    public static String mint(String principal, String scope) {
        return """
                {"principal": {"type": "Application", "id": "%s", "zone_id": "z1", "labels": ["clerk"]},
                 "resource": {"type": "Resource", "id": "r1", "identifier": "resource://orders", "scopes": ["read"]},
                 "action": {"id": "TokenExchange"},
                 "delegation_edge": {"id": "e1", "scopes": ["read", "refund"]},
                 "context": {"requested_scopes": ["%s"], "agent_session_id": "a1"}}
                """
                .formatted(principal, scope);
    }

    public static Path file(Path folder, String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
