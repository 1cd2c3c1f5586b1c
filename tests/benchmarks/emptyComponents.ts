import { ComponentResource } from "@pulumi/pulumi";

/** What makes the state of each about as large as that of a stack's resource. */
const text = "x".repeat(Number(process.env["BENCHMARK_BYTES"] ?? 0));

/** Does nothing: what it takes are Pulumi's engine and backend. */
class Empty extends ComponentResource {
  constructor(name: string) {
    super("benchmark:index:Empty", name);
    this.registerOutputs({ text });
  }
}

for (let index = 0; index < Number(process.env["BENCHMARK_COMPONENTS"] ?? 0); index += 1) {
  new Empty(`empty-${index}`);
}
