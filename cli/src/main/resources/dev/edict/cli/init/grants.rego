# caracal:data-document
package caracal.authz

import rego.v1

# Which scopes each role has on the ledger. A role is a label of the principal.
grants := {"resource://ledger": {
    "application": "ledger",
    "roles": {
        "teller": ["ledger:read"],
        "trainee-teller": ["ledger:read"],
        "clerk": ["ledger:read", "ledger:write"],
    },
}}
