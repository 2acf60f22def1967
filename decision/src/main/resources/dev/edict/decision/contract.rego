# The decision table of contract §8.5, over the documents of §8.3.
package caracal.authz

import rego.v1

import data.caracal.authz

default confinement_rules := []

confinement_rules := authz.confinement

default risk_entries := []

risk_entries := authz.risk

default approvals := []

approvals := authz.approval_tiers

frozen if {
	some _ in authz.restrict
}

grant := authz.grants[input.resource.identifier]

bound contains key if {
	some key, id in authz.app_ids
	id == input.principal.id
}

owns if grant.application in bound

labels := object.get(input.principal, "labels", [])

requested := {scope | some scope in input.context.requested_scopes}

carried := {scope | some scope in split(input.context.subject_claims.scope, " "); scope != ""}

plain if {
	not input.context.subject_claims
	not input.delegation_edge
	not input.context.agent_session_id
}

bootstrap if {
	plain
	requested == {"agent:lifecycle"}
}

workload if {
	plain
	input.principal.type == "Workload"
	input.action.id == "CredentialInjection"
}

mint if {
	input.delegation_edge.id != null
	input.context.agent_session_id
	not input.context.subject_claims
	count(requested) > 0
	not "agent:lifecycle" in requested
}

use if {
	input.context.subject_claims.delegation_edge_id != ""
	count(requested) == 0
	count(carried) > 0
}

targeted if input.resource.identifier in input.context.subject_claims.target

is_tiered(entry) if {
	is_object(entry)
	is_string(entry.scope)
	entry.scope != ""
	is_string(entry.tier)
	entry.tier != ""
}

bad_risk if not is_array(risk_entries)

bad_risk if {
	some entry in risk_entries
	not is_tiered(entry)
}

is_declaration(entry) if {
	is_object(entry)
	is_string(entry.tier)
	entry.tier != ""
	object.get(entry, "approver", "operator") in {"operator", "subject", "any"}
	object.get(entry, "privacy", "identified") in {"identified", "pseudonymous", "anonymous"}
	has_good_ttl(entry)
}

has_good_ttl(entry) if not "ttl_seconds" in object.keys(entry)

has_good_ttl(entry) if {
	is_number(entry.ttl_seconds)
	entry.ttl_seconds > 0
	entry.ttl_seconds == round(entry.ttl_seconds)
}

bad_approvals if not is_array(approvals)

bad_approvals if {
	some entry in approvals
	not is_declaration(entry)
}

narrowed if {
	every scope in requested {
		scope in input.delegation_edge.scopes
	}
}

applies(prefix) if {
	some label in labels
	startswith(label, prefix)
}

is_kept(rule) if {
	prefix := rule.label_prefix
	not applies(prefix)
}

is_kept(rule) if {
	applies(rule.label_prefix)
	every scope in requested {
		scope in rule.scopes
	}
}

confined if {
	every rule in confinement_rules {
		is_kept(rule)
	}
}

covered(scopes) if {
	some label in labels
	every scope in scopes {
		scope in grant.roles[label]
	}
}

needs_sound_data if mint

needs_sound_data if {
	workload
	not bootstrap
}

reason := "malformed_risk_data" if {
	needs_sound_data
	bad_risk
} else := "malformed_approval_data" if {
	needs_sound_data
	bad_approvals
} else := "resource_not_granted" if {
	mint
	not owns
} else := "delegation_scope_exceeded" if {
	mint
	not narrowed
} else := "confinement_violation" if {
	mint
	not confined
} else := "role_scope_mismatch" if {
	mint
	not covered(requested)
} else := "mandate_target_mismatch" if {
	use
	not targeted
} else := "resource_not_granted" if {
	use
	not owns
} else := "role_scope_mismatch" if {
	use
	not covered(carried)
}

# Functions, for their arguments are of any type: what is written wrongly is malformed, and not a compile error.
tier_of(scope) := tier if {
	some entry in risk_entries
	named(entry, scope)
	tier := tier_in(entry)
}

named(entry, scope) if entry.scope == scope

tier_in(entry) := entry.tier

risks := sort([{"scope": scope, "tier": tier_of(scope)} | some scope in input.context.requested_scopes])

tiers := [entry | some entry in {entry | some scope in requested; some entry in approvals; tier_in(entry) == tier_of(scope)}]

step_up := [{"step_up_required": {"type": "human_approval", "tiers": tiers}}] if {
	count(tiers) > 0
} else := []

named_risks := [{"risk": risks}] if {
	count(risks) > 0
} else := []

diagnostics := array.concat(step_up, named_risks)

denial(why) := {
	"decision": "deny",
	"evaluation_status": "complete",
	"determining_policies": [],
	"diagnostics": [{"reason": why}],
}

allowance(policy, details) := {
	"decision": "allow",
	"evaluation_status": "complete",
	"determining_policies": [{"policy": policy}],
	"diagnostics": details,
}

default result := {
	"decision": "deny",
	"evaluation_status": "complete",
	"determining_policies": [],
	"diagnostics": [{"reason": "no_rule_matched"}],
}

result := denial("restriction_active") if frozen

result := denial(reason) if not frozen

# What is looked up first matters where the data conflicts with itself: the evaluation then fails (contract §8.5).
result := allowance("caracal-bootstrap", []) if {
	owns
	not frozen
	bootstrap
}

result := allowance("caracal-workload-mint", diagnostics) if {
	not frozen
	not bad_risk
	not bad_approvals
	workload
}

result := allowance(sprintf("caracal-%s-mint", [grant.application]), diagnostics) if {
	not frozen
	mint
	not reason
}

result := allowance(sprintf("caracal-%s-use", [grant.application]), []) if {
	not frozen
	use
	not reason
}
