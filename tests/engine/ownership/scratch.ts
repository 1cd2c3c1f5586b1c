import { Lane } from "./lane";
async function main() {
  let t = performance.now();
  const lap = (what: string) => { console.log(what, ((performance.now() - t) / 1000).toFixed(1)); t = performance.now(); };
  const lane = await Lane.open();
  lap("open");
  const life = await lane.start("whole");
  lap("start");
  console.log(await life.findings(), life.identities());
  console.log(await life.up("--replace", life.urnOf("keyManager")), life.steps, life.errors);
  lap("up --replace");
  console.log(await life.findings(), life.identities());
  console.log(await life.previews());
  lap("preview");
  console.log(await life.destroyed(), life.exitCodes, life.errors);
  lap("destroy");
  await lane.close();
}
void main();
