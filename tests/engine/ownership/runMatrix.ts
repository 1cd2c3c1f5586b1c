import { killEverywhere, liveThrough, type Cell } from "./cells";
import { kinds, type Kind } from "./declaration";
import { Lane } from "./lane";
import { operations } from "./operations";
import { detail } from "./table";

/** A piece of the matrix that a lane does at a time. */
interface Task {
  title: string;
  run(lane: Lane): Promise<Cell[]>;
}

/** Lanes that run side by side; each is a Pulumi engine and its plugins at work. */
const laneCount = 2;

/** All of the matrix, or the tasks whose title matches. */
export function tasksOf(pattern = /(?:)/): Task[] {
  const kills = (["up", "destroy"] as const).flatMap((command) =>
    (["auth0", "wso2"] as const).map((server) => ({
      title: `kill ${command} ${server}`,
      run: (lane: Lane) => killEverywhere(lane, command, server),
    })),
  );
  const lives = operations.flatMap((operation) => {
    const firstOnly: Kind[] = ["keyManager"];
    return (operation.on === "stack" ? firstOnly : kinds).map((kind) => ({
      title: operation.on === "stack" ? operation.title : `${operation.title}, ${kind}`,
      run: (lane: Lane) => liveThrough(lane, operation, kind),
    }));
  });
  // The longest first, so that no lane is left alone with one at the end.
  return [...kills, ...lives].filter(({ title }) => pattern.test(title));
}

/** Runs tasks, two at a time; the cells in the order of the tasks. */
export async function runMatrix(
  tasks: readonly Task[],
  report: (line: string) => void,
): Promise<Cell[]> {
  const waiting = tasks.map((task, index) => ({ ...task, index }));
  const cells: Cell[][] = tasks.map(() => []);
  const work = async () => {
    const lane = await Lane.open();
    try {
      for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
        const start = performance.now();
        const found = await task.run(lane);
        cells[task.index] = found;
        const seconds = ((performance.now() - start) / 1000).toFixed(0);
        report([`${seconds} s  ${task.title}`, ...found.map(detail)].join("\n"));
      }
    } finally {
      await lane.close();
    }
  };
  const lanes = Math.min(laneCount, tasks.length);
  await Promise.all(Array.from({ length: lanes }, work));
  return cells.flat();
}
