/** Trims as Java's `String.trim` does: every control character goes, other white space stays. */
export function javaTrim(text: string): string {
  return text.replace(/^[\u0000-\u0020]+|[\u0000-\u0020]+$/g, "");
}
