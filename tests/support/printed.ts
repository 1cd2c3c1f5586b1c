import { mock } from "node:test";

/** What some work gives, and the lines that it has printed meanwhile. */
export async function printing<Result>(
  work: () => Promise<Result>,
): Promise<{ result: Result; lines: string[] }> {
  const told = mock.method(console, "log", () => undefined);
  try {
    const result = await work();
    return { result, lines: told.mock.calls.map(({ arguments: [line] }) => String(line)) };
  } finally {
    told.mock.restore();
  }
}
