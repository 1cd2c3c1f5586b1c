import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";

const secondsToFirstByte = 10;

/** Fetches a file with curl, which knows the proxies and the authorities of the machine. */
export async function download(
  curl: string,
  address: string,
  file: string,
  signal: AbortSignal,
): Promise<void> {
  const limit = new AbortController();
  const timer = setTimeout(() => {
    limit.abort();
  }, secondsToFirstByte * 1_000);
  const options = ["--fail", "--silent", "--show-error", "--location", "--proto-redir", "=https"];
  // After the first byte: at least one more in half a minute.
  const pace = ["--speed-limit", "1", "--speed-time", "30"];
  const child = spawn(curl, [...options, ...pace, "--", address], {
    signal: AbortSignal.any([signal, limit.signal]),
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.once("data", () => {
    clearTimeout(timer);
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  try {
    const [code, complaint] = await Promise.all([
      ended,
      text(child.stderr),
      pipeline(child.stdout, createWriteStream(file)),
    ]);
    if (code !== 0) throw new Error(`${address}: ${complaint.trim()}`);
  } catch (error) {
    if (!limit.signal.aborted) throw error;
    throw new Error(`${new URL(address).host} does not answer within ${secondsToFirstByte} s`);
  } finally {
    clearTimeout(timer);
  }
}
