import { ComponentResource } from "@pulumi/pulumi";

/** Components that do nothing, whose state is as large as that of a stack: what Pulumi's engine and backend take by themselves. */
const text = "x".repeat(Number(process.env["BENCHMARK_BYTES"] ?? 0));

class Empty extends ComponentResource {
  constructor(name: string) {
    super("benchmark:index:Empty", name);
    this.registerOutputs({ text });
  }
}

for (let index = 0; index < Number(process.env["BENCHMARK_COMPONENTS"] ?? 0); index += 1) {
  new Empty(`empty-${index}`);
}
