package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
)

// The types of a token service (contract §8.4): what is decided on, and what its callers are told, went through them.
type policyInput struct {
	SchemaVersion  string          `json:"schema_version"`
	Principal      principal       `json:"principal"`
	Resource       resource        `json:"resource"`
	Action         action          `json:"action"`
	Session        *authority      `json:"session,omitempty"`
	DelegationEdge *delegationEdge `json:"delegation_edge,omitempty"`
	Context        circumstances   `json:"context"`
}

type principal struct {
	Type               string   `json:"type"`
	ID                 string   `json:"id"`
	ZoneID             string   `json:"zone_id"`
	RegistrationMethod string   `json:"registration_method,omitempty"`
	AgentSessionID     string   `json:"agent_session_id,omitempty"`
	Lifecycle          string   `json:"lifecycle,omitempty"`
	Labels             []string `json:"labels,omitempty"`
}

type resource struct {
	Type       string   `json:"type"`
	ID         string   `json:"id"`
	Identifier string   `json:"identifier"`
	Scopes     []string `json:"scopes"`
}

type action struct {
	ID     string `json:"id"`
	Method string `json:"method,omitempty"`
	Path   string `json:"path,omitempty"`
}

type authority struct {
	ID string `json:"id"`
}

type delegationEdge struct {
	ID                    string          `json:"id"`
	SourceSessionID       string          `json:"source_session_id,omitempty"`
	TargetSessionID       string          `json:"target_session_id,omitempty"`
	IssuerApplicationID   string          `json:"issuer_application_id,omitempty"`
	ReceiverApplicationID string          `json:"receiver_application_id,omitempty"`
	ResourceID            string          `json:"resource_id,omitempty"`
	Scopes                []string        `json:"scopes,omitempty"`
	EdgeVersion           int64           `json:"edge_version,omitempty"`
	Path                  []string        `json:"path,omitempty"`
	GraphEpoch            int64           `json:"graph_epoch,omitempty"`
	ConstraintsJSON       json.RawMessage `json:"constraints_json,omitempty"`
}

type circumstances struct {
	ActorClaims       map[string]any `json:"actor_claims"`
	ChallengeResolved bool           `json:"challenge_resolved"`
	RequestedScopes   []string       `json:"requested_scopes"`
	SubjectClaims     map[string]any `json:"subject_claims,omitempty"`
	TraceID           string         `json:"trace_id,omitempty"`
	SessionID         string         `json:"session_id,omitempty"`
	AgentSessionID    string         `json:"agent_session_id,omitempty"`
	DelegationEdgeID  string         `json:"delegation_edge_id,omitempty"`
}

type policyResult struct {
	Decision            string           `json:"decision"`
	EvaluationStatus    string           `json:"evaluation_status"`
	DeterminingPolicies []map[string]any `json:"determining_policies"`
	Diagnostics         []map[string]any `json:"diagnostics"`
}

const schemaVersion = "2026-05-20"

var dataRules = []string{"app_ids", "grants", "confinement", "restrict", "risk", "approval_tiers"}

var forbidden = []string{
	"http.send", "net.lookup_ip_addr", "net.cidr_contains", "net.cidr_intersects", "net.cidr_expand", "net.cidr_merge",
	"opa.runtime", "rand.intn", "time.now_ns",
}

var capabilities = allowed()

func allowed() *ast.Capabilities {
	all := ast.CapabilitiesForThisVersion()
	all.Builtins = slices.DeleteFunc(all.Builtins, func(builtin *ast.Builtin) bool {
		return slices.Contains(forbidden, builtin.Name)
	})
	all.AllowNet = []string{}
	return all
}

// loaded tells what is wrong with a module before all are compiled (contract §6.2).
func loaded(documents []string) ([]*ast.Module, error) {
	var modules []*ast.Module
	for i, document := range documents {
		name := fmt.Sprintf("document-%d.rego", i)
		module, err := ast.ParseModuleWithOpts(name, document, ast.ParserOptions{RegoVersion: ast.RegoV0})
		if err != nil {
			return nil, err
		}
		for _, rule := range module.Rules {
			root := rule.Head.Ref()[0].Value.String()
			if !slices.Contains(dataRules, root) {
				return nil, errors.New(name + ": a rule " + root)
			}
		}
		modules = append(modules, module)
	}
	return modules, nil
}

func asService(ctx context.Context, query rego.PreparedEvalQuery, request string) result {
	var input policyInput
	if err := json.Unmarshal([]byte(request), &input); err != nil {
		return result{Error: err.Error(), Refused: true}
	}
	if input.SchemaVersion != "" && input.SchemaVersion != schemaVersion {
		return result{Error: "schema_version", Refused: true}
	}
	encoded, err := json.Marshal(input)
	if err != nil {
		return result{Error: err.Error(), Refused: true}
	}
	decided := decide(ctx, query, encoded)
	if decided.Error != "" || decided.Undefined {
		return decided
	}
	encoded, err = json.Marshal(decided.Value)
	if err != nil {
		return result{Error: err.Error()}
	}
	var complete policyResult
	if err := json.Unmarshal(encoded, &complete); err != nil {
		return result{Error: err.Error()}
	}
	if complete.EvaluationStatus != "complete" || (complete.Decision != "allow" && complete.Decision != "deny") {
		return result{Error: "no complete result"}
	}
	return decided
}
