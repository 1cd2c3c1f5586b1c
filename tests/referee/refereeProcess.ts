import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { BuiltReferee } from "./builtReferee";
import { javaProgram } from "./javaTools";
import { LastLines } from "./lastLines";

const READY = /^REFEREE READY (\S+)$/;
const READY_WITHIN_MS = 60_000;
/** What Java says when WSO2's code reached for a class or a service that is not here. */
const INCOMPLETE = /MissingStandIn: .*|\b(NoClassDefFound|NoSuchMethod|NoSuchField)Error: .*/;

/** The Java process; it ends with its input, so also when this process is killed. */
export class RefereeProcess {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly output: LastLines;
  private readonly ended: Promise<unknown>;
  private incomplete: string | undefined;

  constructor(built: BuiltReferee) {
    this.child = spawn(javaProgram("java"), [
      "-Xmx256m",
      "-XX:TieredStopAtLevel=1",
      "-XX:+UseSerialGC",
      // What WSO2 writes into its table and into its messages depends on both.
      "-Dfile.encoding=UTF-8",
      "-Duser.language=en",
      `-Dcarbon.home=${built.carbonHome}`,
      "-cp",
      built.classPath,
      "referee.Referee",
    ]);
    this.ended = once(this.child, "close");
    this.output = new LastLines(this.child.stderr);
    createInterface({ input: this.child.stderr }).on("line", (line) => {
      this.incomplete ??= INCOMPLETE.exec(line)?.[0];
    });
  }

  /** The base URL, once it serves. */
  async ready(): Promise<string> {
    const lines = createInterface({ input: this.child.stdout });
    const limit = setTimeout(() => this.child.kill("SIGKILL"), READY_WITHIN_MS);
    for await (const line of lines) {
      const url = READY.exec(line)?.[1];
      if (!url) continue;
      clearTimeout(limit);
      // Whatever else it prints must not fill the pipe.
      this.child.stdout.resume();
      return url;
    }
    clearTimeout(limit);
    await this.ended;
    const late = this.child.killed;
    throw this.failure(late ? `did not serve within ${READY_WITHIN_MS / 1000} s` : "did not start");
  }

  /** Fails if it is gone, or if an answer came from a gap of the referee instead of WSO2's code. */
  assertSound(): void {
    if (this.incomplete) throw this.failure(`cannot judge that: ${this.incomplete}`);
    if (this.gone()) throw this.failure("ended by itself");
  }

  private gone(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private failure(what: string): Error {
    return new Error(`The referee ${what}. Its last lines:\n${this.output.text()}`);
  }
}
