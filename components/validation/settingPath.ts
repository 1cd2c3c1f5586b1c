/** A path as `pulumi config` takes it. */
export function settingPath([section = "", ...path]: readonly string[]): string {
  const parts = path.map((name) => {
    if (/^\d+$/.test(name)) return `[${name}]`;
    return /^[\w-]+$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
  });
  return section + parts.join("");
}

/** Pulumi refuses to keep as plain text what looks like a secret to it, unless it is told to. */
export const setPlain = (where: string, value = "<value>") =>
  `pulumi config set ${/pass|pwd|secret|token/i.test(where) ? "--plaintext " : ""}--path ` +
  `${quoted(where)} ${value}`;

/** As a shell takes it. */
export const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
