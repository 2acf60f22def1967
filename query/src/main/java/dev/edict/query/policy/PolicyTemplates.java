package dev.edict.query.policy;

import java.util.List;

/** The templates, with the ids that clients of the contract expect (contract §1.4). */
public final class PolicyTemplates {

    public static final List<PolicyTemplate> ALL = List.of(
            new PolicyTemplate(
                    "application-bindings",
                    "Application bindings",
                    "Gives each application a short name, by which grants refer to it.",
                    """
                    # caracal:data-document
                    package caracal.authz

                    import rego.v1

                    # Replace the id by the one your zone gave the application.
                    app_ids := {"ledger": "id-of-the-ledger-application"}
                    """),
            new PolicyTemplate(
                    "resource-grants",
                    "Resource grants",
                    "Says which application owns a resource, and which scopes each role has on it.",
                    """
                    # caracal:data-document
                    package caracal.authz

                    import rego.v1

                    # The application is a name of app_ids; a role is a label of the principal.
                    grants := {"resource://ledger": {
                        "application": "ledger",
                        "roles": {
                            "teller": ["ledger:read"],
                            "trainee-teller": ["ledger:read"],
                            "clerk": ["ledger:read", "ledger:write"],
                        },
                    }}
                    """),
            new PolicyTemplate(
                    "label-confinement",
                    "Label confinement",
                    "Keeps principals whose label begins with a prefix within a list of scopes, whatever their roles grant.",
                    """
                    # caracal:data-document
                    package caracal.authz

                    import rego.v1

                    confinement := [{"label_prefix": "trainee-", "scopes": ["ledger:read"]}]
                    """),
            new PolicyTemplate(
                    "zone-restriction",
                    "Zone restriction",
                    "Freezes the zone while it has any element; empty, it freezes nothing.",
                    """
                    # caracal:data-document
                    package caracal.authz

                    import rego.v1

                    # For an incident: restrict := {"incident-4711"}
                    restrict := set()
                    """));

    private PolicyTemplates() {}
}
