package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"

	provider "github.com/pulumi/pulumi-go-provider"
)

// run executes a command and returns what it printed. Without a command the previous result stands.
func run(ctx context.Context, command *string, inputs Inputs, previous Result) (Result, error) {
	if command == nil {
		return previous, nil
	}
	arguments := append(interpreter(inputs), *command)
	process := exec.CommandContext(ctx, arguments[0], arguments[1:]...)
	process.Env = environment(inputs, previous)
	if inputs.Dir != nil {
		process.Dir = *inputs.Dir
	}
	if inputs.Stdin != nil {
		process.Stdin = strings.NewReader(*inputs.Stdin)
	}

	var stdout, stderr bytes.Buffer
	both := &synchronizedBuffer{}
	process.Stdout = io.MultiWriter(&stdout, both)
	process.Stderr = io.MultiWriter(&stderr, both)
	showStatus := provider.GetLogger(ctx).InfoStatus
	if inputs.shows(logStdout) {
		shown := &statusLines{show: showStatus}
		defer shown.close()
		process.Stdout = io.MultiWriter(process.Stdout, shown)
	}
	if inputs.shows(logStderr) {
		shown := &statusLines{show: showStatus}
		defer shown.close()
		process.Stderr = io.MultiWriter(process.Stderr, shown)
	}

	if err := process.Run(); err != nil {
		// The same shape as the official plugin's message: what failed, and all that it said.
		return Result{}, fmt.Errorf("%w: running %q:\n%s", err, *command, both.String())
	}
	return Result{
		Stdout: strings.TrimSuffix(stdout.String(), "\n"),
		Stderr: strings.TrimSuffix(stderr.String(), "\n"),
	}, nil
}

func interpreter(inputs Inputs) []string {
	if inputs.Interpreter != nil && len(*inputs.Interpreter) > 0 {
		return append([]string{}, *inputs.Interpreter...)
	}
	if runtime.GOOS == "windows" {
		return []string{"cmd", "/C"}
	}
	return []string{"/bin/sh", "-c"}
}

func environment(inputs Inputs, previous Result) []string {
	variables := os.Environ()
	set := func(name, value string) { variables = append(variables, name+"="+value) }
	if inputs.Environment != nil {
		for name, value := range *inputs.Environment {
			set(name, value)
		}
	}
	if inputs.AddPreviousOutputInEnv == nil || *inputs.AddPreviousOutputInEnv {
		if previous.Stdout != "" {
			set("PULUMI_COMMAND_STDOUT", previous.Stdout)
		}
		if previous.Stderr != "" {
			set("PULUMI_COMMAND_STDERR", previous.Stderr)
		}
	}
	return variables
}
