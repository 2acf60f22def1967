# caracal:data-document
package caracal.authz

import rego.v1

# Short names for applications, by which grants refer to them.
app_ids := {"ledger": "ledger-app"}
