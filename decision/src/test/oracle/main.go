// Evaluates bundles and inputs, or reads documents, a JSON object per line, with the real Open Policy Agent.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
)

type task struct {
	Documents []string          `json:"documents"`
	Inputs    []json.RawMessage `json:"inputs"`
	// Requests as texts, since some are odd: decided on as a token service does.
	Requests []string `json:"requests"`
	// Seconds to ask the inputs over and over, first to warm up and then to count; 0 asks each once and answers.
	Bench float64 `json:"bench"`
	// Where a server answers that holds contract and documents; the library answers without one.
	Server string `json:"server"`
}

type answer struct {
	CompileError string   `json:"compile_error,omitempty"`
	Results      []result `json:"results,omitempty"`
	*figures
}

type result struct {
	Value     any    `json:"value,omitempty"`
	Error     string `json:"error,omitempty"`
	Undefined bool   `json:"undefined,omitempty"`
	// Refused if the input was never decided on.
	Refused bool `json:"refused,omitempty"`
}

func main() {
	if len(os.Args) < 2 {
		answerLines(readDocument)
		return
	}
	contract, err := os.ReadFile(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	parsed, err := ast.ParseModuleWithOpts("contract.rego", string(contract), ast.ParserOptions{RegoVersion: ast.RegoV0})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	answerLines(func(line []byte) any { return evaluate(parsed, line) })
}

func answerLines(answer func(line []byte) any) {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	for {
		line, err := in.ReadBytes('\n')
		if err != nil {
			return
		}
		encoded, _ := json.Marshal(answer(line))
		out.Write(append(encoded, '\n'))
		out.Flush()
	}
}

func evaluate(contract *ast.Module, line []byte) answer {
	var work task
	if err := json.Unmarshal(line, &work); err != nil {
		return answer{CompileError: err.Error()}
	}
	if work.Server != "" {
		return answer{figures: bench(work, server(work))}
	}
	modules, err := loaded(work.Documents)
	if err != nil {
		return answer{CompileError: err.Error()}
	}
	options := []func(*rego.Rego){
		rego.SetRegoVersion(ast.RegoV0),
		rego.Capabilities(capabilities),
		rego.Query("data.caracal.authz.result"),
		rego.ParsedModule(contract.Copy()),
	}
	for _, module := range modules {
		options = append(options, rego.ParsedModule(module))
	}
	ctx := context.Background()
	query, err := rego.New(options...).PrepareForEval(ctx)
	if err != nil {
		return answer{CompileError: err.Error()}
	}
	if work.Bench > 0 {
		return answer{figures: bench(work, library(ctx, query, work))}
	}
	results := make([]result, 0, len(work.Requests))
	for _, request := range work.Requests {
		results = append(results, asService(ctx, query, request))
	}
	return answer{Results: results}
}

func decide(ctx context.Context, query rego.PreparedEvalQuery, input json.RawMessage) result {
	value, err := ast.ValueFromReader(bytes.NewReader(input))
	if err != nil {
		return result{Error: err.Error()}
	}
	set, err := query.Eval(ctx, rego.EvalParsedInput(value))
	if err != nil {
		return result{Error: err.Error()}
	}
	if len(set) == 0 {
		return result{Undefined: true}
	}
	return result{Value: set[0].Expressions[0].Value}
}
