package main

import (
	"context"

	"github.com/pulumi/pulumi-go-provider/infer"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// Command runs one shell command when the resource is created, and others, where given, when it is
// updated or deleted.
type Command struct{}

// Inputs are the arguments of @pulumi/command's local.Command, less the two that collect files.
type Inputs struct {
	Create                 *string            `pulumi:"create,optional"`
	Update                 *string            `pulumi:"update,optional"`
	Delete                 *string            `pulumi:"delete,optional"`
	Triggers               *[]any             `pulumi:"triggers,optional" provider:"replaceOnChanges"`
	Environment            *map[string]string `pulumi:"environment,optional"`
	Stdin                  *string            `pulumi:"stdin,optional"`
	Interpreter            *[]string          `pulumi:"interpreter,optional"`
	Dir                    *string            `pulumi:"dir,optional"`
	Logging                *string            `pulumi:"logging,optional"`
	AddPreviousOutputInEnv *bool              `pulumi:"addPreviousOutputInEnv,optional"`
}

// Result is what a run leaves behind for other resources and for the next run.
type Result struct {
	Stdout string `pulumi:"stdout"`
	Stderr string `pulumi:"stderr"`
}

// State is what Pulumi remembers: the inputs, so that a later delete can still be run, and the result.
type State struct {
	Inputs
	Result
}

// Annotate gives the resource the type token that @pulumi/command uses.
func (c *Command) Annotate(a infer.Annotator) {
	a.SetToken("local", "Command")
}

// WireDependencies makes the output secret, and unknown in a preview, as soon as any input is: it
// cannot be told which inputs a command prints.
func (Command) WireDependencies(f infer.FieldSelector, inputs *Inputs, state *State) {
	anyInput := f.InputField(inputs)
	f.OutputField(&state.Stdout).DependsOn(anyInput)
	f.OutputField(&state.Stderr).DependsOn(anyInput)
}

// Create runs the create command; a preview runs nothing.
func (Command) Create(
	ctx context.Context, request infer.CreateRequest[Inputs],
) (infer.CreateResponse[State], error) {
	id, err := resource.NewUniqueHex(request.Name, 8, 0)
	if err != nil {
		return infer.CreateResponse[State]{}, err
	}
	state := State{Inputs: request.Inputs}
	if !request.DryRun {
		state.Result, err = run(ctx, request.Inputs.Create, request.Inputs, Result{})
	}
	return infer.CreateResponse[State]{ID: id, Output: state}, err
}

// Update runs the update command, or else the create command again.
func (Command) Update(
	ctx context.Context, request infer.UpdateRequest[Inputs, State],
) (infer.UpdateResponse[State], error) {
	command := request.Inputs.Update
	if command == nil {
		command = request.Inputs.Create
	}
	state := State{Inputs: request.Inputs, Result: request.State.Result}
	var err error
	if !request.DryRun {
		state.Result, err = run(ctx, command, request.Inputs, request.State.Result)
	}
	return infer.UpdateResponse[State]{Output: state}, err
}

// Delete runs the delete command that was declared last.
func (Command) Delete(
	ctx context.Context, request infer.DeleteRequest[State],
) (infer.DeleteResponse, error) {
	_, err := run(ctx, request.State.Delete, request.State.Inputs, request.State.Result)
	return infer.DeleteResponse{}, err
}
