import { readdirSync, readFileSync } from "node:fs";

/** How often it is looked, in milliseconds; the kernel itself remembers the most that there was. */
const interval = 100;

/** What Pulumi runs of ours: the program, and the process of the dynamic providers. */
const isOurs = (commandLine: string) => /pulumi\/cmd\/(run|dynamic-provider)\b/.test(commandLine);

/**
 * The most memory that one of our processes holds meanwhile, in MiB; `undefined` where the system has
 * no `/proc`. Processes of other stacks that run at the same time count as well.
 */
export async function peakMemory<Result>(
  work: () => Promise<Result>,
): Promise<{ result: Result; mebibytes: number | undefined }> {
  let mebibytes: number | undefined;
  const watch = setInterval(() => {
    for (const each of peaks()) mebibytes = Math.max(mebibytes ?? 0, each);
  }, interval);
  try {
    const result = await work();
    return { result, mebibytes };
  } finally {
    clearInterval(watch);
  }
}

function peaks(): number[] {
  return processes().flatMap((id) => {
    if (!isOurs(contentOf(`/proc/${id}/cmdline`))) return [];
    const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(contentOf(`/proc/${id}/status`))?.[1];
    return kibibytes === undefined ? [] : [Number(kibibytes) / 1024];
  });
}

function processes(): string[] {
  try {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/** Empty for a process that has ended meanwhile. */
function contentOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
