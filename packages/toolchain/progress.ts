import type { Part } from "./part";

/** Where progress goes: standard error, so that a command's own output stays clean. */
export interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export interface PartProgress {
  readonly reportStage: (stage: string) => void;
  readonly done: () => void;
  readonly stopped: () => void;
}

interface Place {
  readonly number: number;
  readonly of: number;
}

const plainIntervalMilliseconds = 15_000;
const terminalIntervalMilliseconds = 1_000;

export class Progress {
  constructor(private readonly screen: Screen = process.stderr) {}

  announce(line: string): void {
    this.screen.write(`${line}\n`);
  }

  /**
   * A line at the start, a sign of life while it lasts, a line at the end.
   *
   * @param place which of the parts it is that are made one after the other
   */
  start(part: Part, { number, of }: Place): PartProgress {
    const place = of > 1 ? `, part ${number} of ${of}` : "";
    this.announce(
      `${part.verb} ${part.title}${place}: ${part.reason} (usually ${part.usualTime}).`,
    );
    const onTerminal = this.screen.isTTY === true;
    const started = Date.now();
    let stage = "starting";
    const timer = setInterval(
      () => {
        const line = `  … ${elapsed(started)}${place}, ${stage}`;
        this.screen.write(onTerminal ? `\r\x1b[K${line}` : `${line}\n`);
      },
      onTerminal ? terminalIntervalMilliseconds : plainIntervalMilliseconds,
    );
    const stop = (): void => {
      clearInterval(timer);
      if (onTerminal) this.screen.write("\r\x1b[K");
    };
    return {
      reportStage: (next) => {
        stage = next;
      },
      done: () => {
        stop();
        this.announce(`  done in ${elapsed(started)}`);
      },
      stopped: stop,
    };
  }
}

function elapsed(since: number): string {
  const seconds = Math.round((Date.now() - since) / 1_000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
