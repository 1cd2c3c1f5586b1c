/** Where the demo is shown: a terminal with colors and a running clock, or plain lines. */
export class Screen {
  readonly colors =
    process.env["FORCE_COLOR"] !== undefined ||
    (process.stdout.isTTY && process.env["NO_COLOR"] === undefined);
  private clockShown = false;

  line(text = ""): void {
    this.hideClock();
    process.stdout.write(`${text}\n`);
  }

  readonly bold = (text: string) => this.painted(text, 1);
  readonly dim = (text: string) => this.painted(text, 2);
  readonly green = (text: string) => this.painted(text, 32);
  readonly red = (text: string) => this.painted(text, 31);

  /** Counts seconds on a terminal, below what was printed last; ends when what is returned is called. */
  startClock(): () => void {
    if (!process.stdout.isTTY) return () => undefined;
    const start = performance.now();
    const timer = setInterval(() => {
      this.hideClock();
      process.stdout.write(this.dim(`  … ${Math.round((performance.now() - start) / 1000)} s`));
      this.clockShown = true;
    }, 1_000);
    return () => {
      clearInterval(timer);
      this.hideClock();
    };
  }

  private hideClock(): void {
    if (this.clockShown) process.stdout.write("\r\x1b[K");
    this.clockShown = false;
  }

  private painted(text: string, code: number): string {
    return this.colors ? `\x1b[${code}m${text}\x1b[0m` : text;
  }
}
