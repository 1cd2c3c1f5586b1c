import { quoted, setPlain, settingPath } from "../validation/settingPath";
import type { Mistake } from "../validation/validation";

/** What to do about a mistake at a path of the stack config: a sentence with a command to paste. */
export function remedyFor(
  path: readonly string[],
  { remedy = "set" }: Pick<Mistake, "remedy">,
  isSecret = false,
): string {
  const where = settingPath(path);
  const fresh = `${remove(where)} && pulumi config set --path`;
  switch (remedy) {
    case "set":
      return `Set it: ${isSecret ? setSecret(where) : setPlain(where)}`;
    case "setText":
      return `Set it: ${isSecret ? setSecret(where) : setText(where)}`;
    case "setAnew":
      return `Set it: ${remove(where)} && ${setPlain(where)}`;
    case "setItems":
      return `Set its items, one by one: ${fresh} ${quoted(`${where}[0]`)} <value>`;
    case "setMembers":
      return `Set what is in it, one by one: ${fresh} ${quoted(`${where}.<key>`)} <value>`;
    case "remove":
      return `Remove it: ${remove(where)}`;
    default:
      return remedy.sentence;
  }
}

const setText = (where: string) =>
  `pulumi config set --path --type string ${quoted(where)} <value>`;

/** Pulumi asks for the value then, so that it is in no command line. */
export const setSecret = (where: string) =>
  where.includes(":")
    ? `pulumi config set --secret ${where}`
    : `pulumi config set --secret --path ${quoted(where)}`;

const remove = (where: string) => `pulumi config rm --path ${quoted(where)}`;
