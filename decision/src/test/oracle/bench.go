package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"sort"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
)

type figures struct {
	PerSecond float64 `json:"per_second"`
	P50Micros float64 `json:"p50_micros"`
	P99Micros float64 `json:"p99_micros"`
	// How many of the inputs are allowed: two that were asked the same agree on it.
	Allowed int `json:"allowed"`
}

// ask decides the input of that number and tells whether it is allowed.
type ask func(i int) bool

func bench(work task, ask ask) *figures {
	allowed := 0
	for i := range work.Inputs {
		if ask(i) {
			allowed++
		}
	}
	timed(work, ask)
	took := timed(work, ask)
	var total time.Duration
	for _, one := range took {
		total += one
	}
	sort.Slice(took, func(i, j int) bool { return took[i] < took[j] })
	return &figures{
		PerSecond: float64(len(took)) / total.Seconds(),
		P50Micros: micros(took[len(took)/2]),
		P99Micros: micros(took[len(took)*99/100]),
		Allowed:   allowed,
	}
}

func micros(took time.Duration) float64 {
	return float64(took.Nanoseconds()) / 1000
}

func timed(work task, ask ask) []time.Duration {
	var took []time.Duration
	end := time.Now().Add(time.Duration(work.Bench * float64(time.Second)))
	for i := 0; time.Now().Before(end); i++ {
		start := time.Now()
		ask(i % len(work.Inputs))
		took = append(took, time.Since(start))
	}
	return took
}

// library asks with inputs that are read beforehand.
func library(ctx context.Context, query rego.PreparedEvalQuery, work task) ask {
	inputs := make([]ast.Value, len(work.Inputs))
	for i, input := range work.Inputs {
		value, err := ast.ValueFromReader(bytes.NewReader(input))
		orExit(err)
		inputs[i] = value
	}
	return func(i int) bool {
		set, err := query.Eval(ctx, rego.EvalParsedInput(inputs[i]))
		orExit(err)
		return isAllowed(set[0].Expressions[0].Value)
	}
}

// server asks over one connection that is kept open; the answer is taken as it is, and read only to count.
func server(work task) ask {
	awaitServer(work.Server)
	var last bytes.Buffer
	bodies := make([][]byte, len(work.Inputs))
	for i, input := range work.Inputs {
		bodies[i] = append(append([]byte(`{"input":`), input...), '}')
	}
	return func(i int) bool {
		response, err := http.Post(work.Server, "application/json", bytes.NewReader(bodies[i]))
		orExit(err)
		last.Reset()
		_, err = io.Copy(&last, response.Body)
		orExit(err)
		orExit(response.Body.Close())
		if response.StatusCode != http.StatusOK {
			orExit(fmt.Errorf("status %d: %s", response.StatusCode, last.String()))
		}
		return bytes.Contains(last.Bytes(), []byte(`"decision":"allow"`))
	}
}

func awaitServer(address string) {
	end := time.Now().Add(30 * time.Second)
	for {
		response, err := http.Post(address, "application/json", bytes.NewReader([]byte(`{"input":{}}`)))
		if err == nil {
			orExit(response.Body.Close())
			return
		}
		if time.Now().After(end) {
			orExit(err)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func isAllowed(value any) bool {
	result, ok := value.(map[string]any)
	return ok && result["decision"] == "allow"
}

func orExit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
