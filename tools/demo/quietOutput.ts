/**
 * Takes out of Pulumi's output what is about things that do not change: progress, resources that stay
 * as they are, ids and URNs; the counts at its end become one line. What it does not know it lets pass.
 */
export class QuietOutput {
  /** Of `--diff`: the headline of a resource, until its URN tells the name. */
  private headline = "";
  /** Of `--diff`: what the lines below a headline are about. */
  private block: "none" | "unchanged" | "changed" = "none";
  /** Of `--diff`: lists and objects that are open. */
  private depth = 0;

  /** The counts below "Resources:". */
  private counts: string[] | undefined;

  /** The lines to show for one line as Pulumi printed it, in the place of which they are. */
  lines(line: string): string[] {
    const text = withoutColor(line).trimEnd();
    if (text === "Resources:") {
      this.counts = [];
      return [];
    }
    if (this.counts && /^ {4}\S/.test(text)) {
      this.counts.push(line.trim());
      return [];
    }
    return [...this.end(), ...this.changes(line, text)];
  }

  /** What is left to show when Pulumi has ended. */
  end(): string[] {
    const { counts } = this;
    this.counts = undefined;
    return counts ? [`Resources: ${counts.join(", ")}`] : [];
  }

  private changes(line: string, text: string): string[] {
    if (text === "" || noise.test(text)) return [];
    const operation = /^[\s~+=<>-]*[\w./-]+(?::[\w./-]+)+: \((\w[\w-]*)\)/.exec(text)?.[1];
    if (operation !== undefined) return this.openBlock(line, operation);
    if (this.block !== "none" && /^\s/.test(text)) return this.inBlock(line, text.trim());
    this.block = "none";
    return isUnchangedRow(text) ? [] : [line];
  }

  private openBlock(line: string, operation: string): string[] {
    this.block = /^(refresh|same|read)$/.test(operation) ? "unchanged" : "changed";
    this.headline = line.trimEnd();
    this.depth = 0;
    return [];
  }

  private inBlock(line: string, text: string): string[] {
    if (this.block === "unchanged") return [];
    const name = /^\[urn=.*::(.+)\]$/.exec(text)?.[1];
    if (name !== undefined) return [`${this.headline} ${name}`];
    if (/^[\]}]$/.test(text) && this.depth > 0) {
      this.depth -= 1;
      return [line];
    }
    if (!/^(?:[~+-]|\+-|-\+) ?\S/.test(text)) return [];
    if (/[[{]$/.test(text)) this.depth += 1;
    return [line];
  }
}

/** Whether a line of Pulumi's table of resources says only that work is going on, or none, or what follows. */
function isUnchangedRow(text: string): boolean {
  const row = /^ {0,2}(?:[~+-]{1,2} *)? *[\w-]+(?::[\w./-]+)+ +[^(\s]\S* *(.*)$/.exec(text);
  const status = row?.[1];
  if (status === undefined) return false;
  return (
    status === "" ||
    /^\d+ (?:warnings?|messages?)$/.test(status) ||
    // Told again by the update that follows.
    /^(?:refresh|replaced)(?: \(|$)/.test(status) ||
    // Told again with its error, below "Diagnostics".
    /^\*\*.* failed/.test(status) ||
    /^(?:creat|updat|delet|refresh|replac|read|runn)ing\b/.test(status)
  );
}

const noise = new RegExp(
  [
    "^@ ",
    "^(?:Updating|Previewing update|Destroying|Refreshing) \\(",
    "^Duration: ",
    "^[ +~-]+pulumi:pulumi:Stack \\S+ ",
    "^The resources in the stack have been deleted",
    "^If you want to remove the stack completely",
  ].join("|"),
);

/** A line without the terminal's codes for colors. */
export function withoutColor(line: string): string {
  return line.replace(/\x1b\[[\d;]*m/g, "");
}
