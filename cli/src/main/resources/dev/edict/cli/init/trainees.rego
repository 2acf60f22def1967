# caracal:data-document
package caracal.authz

import rego.v1

# Trainees only read, even if a role grants more.
confinement := [{"label_prefix": "trainee-", "scopes": ["ledger:read"]}]
