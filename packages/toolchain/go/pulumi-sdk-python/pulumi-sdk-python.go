// Makes the Python SDK of a package: reads its schema, as `pulumi package get-schema` prints it, and
// writes the files into a folder. The language host does that in Pulumi's own release.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

var version string

// A schema that refers to no other package needs no loader.
type noOtherPackages struct{ schema.ReferenceLoader }

func main() {
	if err := generate(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func generate(directory string) error {
	var spec schema.PackageSpec
	if err := json.NewDecoder(os.Stdin).Decode(&spec); err != nil {
		return err
	}
	pkg, mistakes, err := schema.BindSpec(spec, noOtherPackages{}, schema.ValidationOptions{})
	if err != nil {
		return err
	}
	if mistakes.HasErrors() {
		return mistakes
	}
	files, err := python.GeneratePackage("pulumi-sdk-python "+version, pkg, nil, noOtherPackages{})
	if err != nil {
		return err
	}
	for name, content := range files {
		file := filepath.Join(directory, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(file, content, 0o666); err != nil {
			return err
		}
	}
	return nil
}
