import { startSandbox } from "../../sandbox";
import { providerFor, declarationFor } from "../support/declaration";
describe("x", () => { it("y", async () => {
  const s = await startSandbox({ release: "4.5" }); const p = providerFor(s);
  const base = await declarationFor(s, "x");
  let n = 0;
  for (const v of [{ additionalProperties: { a: -2e-323 } }, { additionalProperties: { a: 5e-324 } },{ additionalProperties: { a: 1.716e-298 } }, { additionalProperties: { toString: false, a: { toString: false, prototype: { "": 1, x: null } } } }, { additionalProperties: { a: { "": false } } }]) {
    const d = { ...base, name: `x${n++}`, ...v } as never;
    const { id } = await p.create(d); const { props } = await p.read(id, d);
    console.log(JSON.stringify(v), await p.diff(id, props!, d).then((x) => x.changes), JSON.stringify(props!.additionalProperties));
  }
}); });
