/** Says each text once, however often the engine asks. */
export function sayingOnce(): (text: string) => void {
  const said = new Set<string>();
  return (text) => {
    if (!said.has(text)) console.log(text);
    said.add(text);
  };
}
