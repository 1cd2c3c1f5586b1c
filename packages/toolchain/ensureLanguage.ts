import { cacheDirectory } from "./cacheDirectory";
import { findOnPath } from "./findOnPath";
import { languages } from "./languages";
import { Progress } from "./progress";
import { directoryOf, provide } from "./provide";

/** What has to be in front of PATH so that `pulumi` runs programs in a language: nothing where it does already. */
export async function ensureLanguage(
  language: keyof typeof languages,
  signal: AbortSignal = new AbortController().signal,
): Promise<string[]> {
  const programs = languages[language]();
  if (findOnPath(programs[0].name) !== undefined) return [];
  await provide(programs, cacheDirectory(), new Progress(), signal);
  return programs.map((program) => directoryOf(program, cacheDirectory()));
}
