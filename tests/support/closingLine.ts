import { reporters } from "mocha";

/** Mocha's own report, followed by one plain line that machines can read. */
class ClosingLine extends reporters.Spec {
  override epilogue(): void {
    super.epilogue();
    const { passes, failures, pending } = this.stats;
    const skipped = pending > 0 ? `, ${pending} skipped` : "";
    reporters.Base.consoleLog(`${passes} passed, ${failures} failed${skipped}`);
  }
}

module.exports = ClosingLine;
