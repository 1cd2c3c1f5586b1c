/** The text is not JSON. */
export class JsonParseFailure extends Error {}

/** A token of JSON text. The text of a string is read only when it is asked for, as Jackson does. */
export type Token =
  | { kind: "{" | "}" | "[" | "]" | "true" | "false" | "null" | "end" }
  | { kind: "integer" | "decimal"; text: string }
  | { kind: "name"; text: string }
  | { kind: "string"; read: () => string };

type Expectation = "value" | "valueOrEnd" | "name" | "nameOrEnd" | "separatorOrEnd";

const numberPattern = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
const stringPattern = /"((?:[^"\\]|\\[^])*)"/y;
const validString = /^(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*$/;

/**
 * Reads JSON token by token with the strictness of Jackson's defaults: no comments, no single
 * quotes, no leading zeros; a name may occur twice.
 */
export class TokenReader {
  private position = 0;
  private readonly open: ("{" | "[")[] = [];
  private expected: Expectation = "value";

  constructor(private readonly text: string) {}

  next(): Token {
    this.skipWhitespace();
    const inside = this.open.at(-1);
    if (this.expected === "separatorOrEnd") {
      if (this.peek() === (inside === "{" ? "}" : "]")) return this.close();
      this.take(",");
      this.expected = inside === "{" ? "name" : "value";
      this.skipWhitespace();
    }
    const character = this.peek();
    if (inside === undefined && character === undefined) return { kind: "end" };
    if (this.expected === "nameOrEnd" && character === "}") return this.close();
    if (this.expected === "valueOrEnd" && character === "]") return this.close();
    if (this.expected === "name" || this.expected === "nameOrEnd") return this.readName();
    return this.readValue(character);
  }

  private readName(): Token {
    if (this.peek() !== '"') throw new JsonParseFailure();
    const text = decodeString(this.takeMatch(stringPattern));
    this.skipWhitespace();
    this.take(":");
    this.expected = "value";
    return { kind: "name", text };
  }

  private readValue(character: string | undefined): Token {
    switch (character) {
      case "{":
      case "[":
        this.position += 1;
        this.open.push(character);
        this.expected = character === "{" ? "nameOrEnd" : "valueOrEnd";
        return { kind: character };
      case '"': {
        const raw = this.takeMatch(stringPattern, /"[^]*/y);
        this.valueEnds();
        return { kind: "string", read: () => decodeString(raw) };
      }
      case "t":
        return this.readWord("true");
      case "f":
        return this.readWord("false");
      case "n":
        return this.readWord("null");
      default:
        return this.readNumber();
    }
  }

  private readWord(kind: "true" | "false" | "null"): Token {
    this.takeMatch(new RegExp(`${kind}(?![A-Za-z0-9_$])`, "y"));
    this.valueEnds();
    return { kind };
  }

  private readNumber(): Token {
    const text = this.takeMatch(numberPattern);
    if (/[0-9.]/.test(this.peek() ?? "")) throw new JsonParseFailure();
    this.valueEnds();
    return { kind: /[.eE]/.test(text) ? "decimal" : "integer", text };
  }

  private close(): Token {
    const kind = this.open.pop() === "{" ? "}" : "]";
    this.position += 1;
    this.valueEnds();
    return { kind };
  }

  private valueEnds(): void {
    this.expected = this.open.length > 0 ? "separatorOrEnd" : "value";
  }

  private skipWhitespace(): void {
    while (/[ \t\r\n]/.test(this.peek() ?? "")) this.position += 1;
  }

  private peek(): string | undefined {
    return this.text[this.position];
  }

  private take(character: string): void {
    if (this.peek() !== character) throw new JsonParseFailure();
    this.position += 1;
  }

  private takeMatch(...patterns: RegExp[]): string {
    for (const pattern of patterns) {
      pattern.lastIndex = this.position;
      const match = pattern.exec(this.text)?.[0];
      if (match !== undefined && match !== "") {
        this.position += match.length;
        return match;
      }
    }
    throw new JsonParseFailure();
  }
}

function decodeString(raw: string): string {
  const inner = raw.slice(1, -1);
  if (raw.length < 2 || !raw.endsWith('"') || !validString.test(inner)) {
    throw new JsonParseFailure();
  }
  return JSON.parse(raw) as string;
}
