package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
)

type document struct {
	Text string `json:"text"`
	// V0 is the language of old, in which future keywords have to be imported.
	V0 bool `json:"v0"`
}

type reading struct {
	Refusal string `json:"refusal,omitempty"`
	// Literal if nothing in it has to be evaluated.
	Literal bool `json:"literal"`
	Rules   any  `json:"rules,omitempty"`
}

func readDocument(line []byte) (answer any) {
	defer func() {
		if failure := recover(); failure != nil {
			answer = reading{Refusal: fmt.Sprint("panic: ", failure)}
		}
	}()
	var given document
	if err := json.Unmarshal(line, &given); err != nil {
		return reading{Refusal: err.Error()}
	}
	version := ast.RegoV1
	if given.V0 {
		version = ast.RegoV0
	}
	module, err := ast.ParseModuleWithOpts("document.rego", given.Text, ast.ParserOptions{RegoVersion: version})
	if err != nil {
		return reading{Refusal: err.Error()}
	}
	isLiteral := literal(module)
	results, err := rego.New(
		rego.SetRegoVersion(version),
		rego.Query(module.Package.Path.String()),
		rego.ParsedModule(module),
		rego.GenerateJSON(func(term *ast.Term, _ *rego.EvalContext) (any, error) { return tagged(term.Value), nil }),
	).Eval(context.Background())
	if err != nil {
		return reading{Refusal: err.Error(), Literal: isLiteral}
	}
	read := reading{Literal: isLiteral}
	if len(results) > 0 {
		read.Rules = results[0].Expressions[0].Value
	}
	return read
}

// tagged is JSON that keeps apart what JSON does not: arrays, sets and objects, and numbers as they were written.
func tagged(value ast.Value) any {
	switch value := value.(type) {
	case *ast.Array:
		tag := []any{"array"}
		value.Foreach(func(element *ast.Term) { tag = append(tag, tagged(element.Value)) })
		return tag
	case ast.Set:
		tag := []any{"set"}
		for _, element := range value.Slice() {
			tag = append(tag, tagged(element.Value))
		}
		return tag
	case ast.Object:
		tag := []any{"object"}
		value.Foreach(func(key, member *ast.Term) { tag = append(tag, tagged(key.Value), tagged(member.Value)) })
		return tag
	case ast.Number:
		return []any{"number", string(value)}
	case ast.String:
		return string(value)
	case ast.Boolean:
		return bool(value)
	case ast.Null:
		return nil
	}
	return []any{"other", value.String()}
}

func literal(module *ast.Module) bool {
	for _, imported := range module.Imports {
		path := imported.Path.String()
		if imported.Alias != "" || !(path == "rego.v1" || strings.HasPrefix(path, "future.keywords")) {
			return false
		}
	}
	for _, rule := range module.Rules {
		head := rule.Head
		if rule.Default || rule.Else != nil || len(head.Args) > 0 || len(head.Ref()) > 1 {
			return false
		}
		if !isWithoutBody(rule) {
			return false
		}
		if (head.Key != nil && !ast.IsConstant(head.Key.Value)) || (head.Value != nil && !ast.IsConstant(head.Value.Value)) {
			return false
		}
	}
	return true
}

// isWithoutBody holds of a rule whose body was made up by the parser, at the place of the rule or of its value.
func isWithoutBody(rule *ast.Rule) bool {
	return len(rule.Body) == 1 && (isAt(rule.Body[0].Location, rule.Location) ||
		(rule.Head.Value != nil && isAt(rule.Body[0].Location, rule.Head.Value.Location)))
}

func isAt(one, other *ast.Location) bool {
	return one != nil && other != nil && one.Offset == other.Offset
}
