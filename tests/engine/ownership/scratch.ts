import { kinds } from "./declaration";
import { Lane } from "./lane";
import { operations } from "./operations";
import { liveThrough, killEverywhere } from "./cells";
async function main() {
  const [pattern = "", ...only] = process.argv.slice(2);
  const lane = await Lane.open();
  if (pattern === "kill") {
    for (const cell of await killEverywhere(lane, only[0] as "up", only[1] as "wso2"))
      console.log(cell);
  }
  for (const op of operations.filter(({ title }) => title.includes(pattern))) {
    for (const kind of op.on === "stack"
      ? [kinds[0]!]
      : kinds.filter((k) => only.length === 0 || only.includes(k)))
      console.log(await liveThrough(lane, op, kind).catch((e) => e));
  }
  await lane.close();
}
void main();
