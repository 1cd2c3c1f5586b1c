// A stand-in for the official Pulumi Command plugin, built only on machines that cannot download
// the official one. It knows the one resource that this project uses, command:local:Command, and
// follows what @pulumi/command documents for it; everything else of that package is absent.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/pulumi/pulumi-go-provider/infer"
)

// Set by the linker to the version that the @pulumi/command package asks for.
var version string

func main() {
	ctx := context.Background()
	provider, err := infer.NewProviderBuilder().
		WithNamespace("pulumi").
		WithResources(infer.Resource(Command{})).
		Build()
	if err == nil {
		err = provider.Run(ctx, "command", version)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
