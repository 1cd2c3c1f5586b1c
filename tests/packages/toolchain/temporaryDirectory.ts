import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A directory of a test's own, removed after it. */
export class TemporaryDirectory {
  readonly path = mkdtempSync(join(tmpdir(), "toolchain-test-"));

  write(name: string, content: string): string {
    const file = join(this.path, name);
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, content);
    return file;
  }

  /** An executable that does what the given shell lines say; returns the directory it is in. */
  executable(name: string, shellLines: string): string {
    chmodSync(this.write(`bin/${name}`, `#!/bin/sh\n${shellLines}\n`), 0o755);
    return join(this.path, "bin");
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
