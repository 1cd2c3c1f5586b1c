// The Auth0 plugin, for machines that cannot download the official build: Auth0's own Terraform
// provider behind Pulumi's bridge, which is what the official plugin is too. The provider pinned in
// go.mod is the newest that is to be had as a Go module; it is somewhat older than the official one
// and refuses the arguments that came later (thirdPartySecurityMode of a client, for one).
//
// The provider is an internal package, and Go lets those be imported by import path: that is why
// this module carries a name under the provider's.
package main

import (
	"github.com/auth0/terraform-provider-auth0/internal/provider"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge/tokens"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v2"
)

// Set by the linker to the version that the @pulumi/auth0 package asks for.
var version string

func main() {
	managedByPulumi := map[string]*tfbridge.SchemaInfo{
		"description": {Default: &tfbridge.DefaultInfo{Value: "Managed by Pulumi"}},
	}
	info := tfbridge.ProviderInfo{
		P:       shim.NewProvider(provider.New()),
		Name:    "auth0",
		Version: version,
		Resources: map[string]*tfbridge.ResourceInfo{
			"auth0_client": {Fields: managedByPulumi},
			"auth0_role":   {Fields: managedByPulumi},
		},
		EnableZeroDefaultSchemaVersion: true,
	}
	info.MustComputeTokens(tokens.SingleModule("auth0_", "index", tokens.MakeStandard("auth0")))
	info.SetAutonaming(255, "-")

	// Programs in TypeScript bring their own types: the schema is only asked for, never read.
	tfbridge.Main("auth0", version, info, []byte(`{"name": "auth0"}`))
}
