package dev.edict.decisionpoint;

/** Policy documents of the tests. */
public final class Policies {

    private static final String HEAD = "# caracal:data-document\npackage caracal.authz\n\nimport rego.v1\n\n";

    /** The teller may read and pay; paying needs an approval. */
    public static final String LEDGER = HEAD
            + """
            app_ids := {"bank": "app-1"}

            grants := {"resource://ledger": {"application": "bank", "roles": {"teller": ["read", "pay"]}}}

            risk := [{"scope": "pay", "tier": "high"}]

            approval_tiers := [{"tier": "high", "approver": "operator"}]
            """;

    /** The same without a price: no scope has a tier. */
    public static final String UNPRICED = LEDGER.substring(0, LEDGER.indexOf("risk :="));

    /** A document with these rules alone. */
    public static String document(String rules) {
        return HEAD + rules + "\n";
    }

    /**
     * The eight decisions of AuthZEN's conformance scenario, as grants: a request asks for its action, for the status of
     * its record, and for the flag of a deletion, all of which one label must have.
     */
    public static final String RECORDS = HEAD
            + """
            app_ids := {"records": "records-app"}

            grants := {
                "record-1": {"application": "records", "roles": {
                    "alice": ["read", "write", "delete", "active", "true"],
                    "bob": ["read", "active"],
                    "admin": ["read", "write", "active", "archived"],
                }},
                "record-2": {"application": "records", "roles": {
                    "alice": ["read", "write", "active"],
                    "admin": ["read", "write", "active", "archived"],
                }},
            }
            """;

    /** The mapping that belongs to {@link #RECORDS}, for a zone. */
    public static String mapping(String zoneId) {
        return """
                {"zones": {"%s": {
                    "principal.id": {"value": "records-app"},
                    "principal.labels": ["/subject/id", "/subject/properties/role"],
                    "context.requested_scopes":
                        ["/action/name", "/resource/properties/status", "/action/properties/soft"],
                    "context.agent_session_id": {"value": "authzen"},
                    "delegation_edge": {"value": {"id": "authzen", "scopes":
                        ["read", "write", "delete", "active", "archived", "true", "false"]}}
                }}}
                """
                .formatted(zoneId);
    }

    private Policies() {}
}
