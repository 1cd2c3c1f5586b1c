import type { Readable } from "node:stream";
import { createInterface } from "node:readline";

const KEPT = 30;

/** Remembers the end of a program's output, for the message that says why it failed. */
export class LastLines {
  private readonly lines: string[] = [];

  constructor(...streams: Readable[]) {
    for (const stream of streams) {
      createInterface({ input: stream }).on("line", (line) => {
        this.add(line);
      });
    }
  }

  text(): string {
    return this.lines.join("\n");
  }

  private add(line: string): void {
    this.lines.push(line);
    if (this.lines.length > KEPT) this.lines.shift();
  }
}
