// Evaluates bundles and inputs, or reads documents, a JSON object per line, with the real Open Policy Agent.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"sort"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
)

type task struct {
	Documents []string          `json:"documents"`
	Inputs    []json.RawMessage `json:"inputs"`
	// Seconds to ask the inputs over and over on one core, once to warm up and once to count.
	Bench float64 `json:"bench"`
}

type answer struct {
	CompileError string   `json:"compile_error,omitempty"`
	Results      []result `json:"results,omitempty"`
	PerSecond    float64  `json:"per_second,omitempty"`
	P99Micros    float64  `json:"p99_micros,omitempty"`
}

type result struct {
	Value     any    `json:"value,omitempty"`
	Error     string `json:"error,omitempty"`
	Undefined bool   `json:"undefined,omitempty"`
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
	answerLines(func(line []byte) any { return evaluate(string(contract), line) })
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

func evaluate(contract string, line []byte) answer {
	var work task
	if err := json.Unmarshal(line, &work); err != nil {
		return answer{CompileError: err.Error()}
	}
	options := []func(*rego.Rego){
		rego.SetRegoVersion(ast.RegoV0),
		rego.Query("data.oracle.contract.result"),
		rego.Module("contract.rego", contract),
	}
	for i, document := range work.Documents {
		options = append(options, rego.Module(fmt.Sprintf("document-%d.rego", i), document))
	}
	ctx := context.Background()
	query, err := rego.New(options...).PrepareForEval(ctx)
	if err != nil {
		return answer{CompileError: err.Error()}
	}
	if work.Bench > 0 {
		return bench(ctx, query, work)
	}
	results := make([]result, 0, len(work.Inputs))
	for _, input := range work.Inputs {
		results = append(results, decide(ctx, query, input))
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

func bench(ctx context.Context, query rego.PreparedEvalQuery, work task) answer {
	inputs := make([]ast.Value, len(work.Inputs))
	for i, input := range work.Inputs {
		value, err := ast.ValueFromReader(bytes.NewReader(input))
		if err != nil {
			return answer{CompileError: err.Error()}
		}
		inputs[i] = value
	}
	ask(ctx, query, inputs, work.Bench)
	took := ask(ctx, query, inputs, work.Bench)
	var total time.Duration
	for _, one := range took {
		total += one
	}
	sort.Slice(took, func(i, j int) bool { return took[i] < took[j] })
	p99 := took[len(took)*99/100]
	return answer{PerSecond: float64(len(took)) / total.Seconds(), P99Micros: float64(p99.Nanoseconds()) / 1000}
}

func ask(ctx context.Context, query rego.PreparedEvalQuery, inputs []ast.Value, seconds float64) []time.Duration {
	var took []time.Duration
	end := time.Now().Add(time.Duration(seconds * float64(time.Second)))
	for i := 0; time.Now().Before(end); i++ {
		start := time.Now()
		if _, err := query.Eval(ctx, rego.EvalParsedInput(inputs[i%len(inputs)])); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		took = append(took, time.Since(start))
	}
	return took
}
