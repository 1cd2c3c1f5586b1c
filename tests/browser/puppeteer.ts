// What is used of Puppeteer, which is installed while the tests run.

export interface Puppeteer {
  launch(options: object): Promise<Browser>;
}

export interface Page {
  goto(url: string): Promise<{ status(): number; headers(): Record<string, string> } | null>;
  evaluate<T>(script: string): Promise<T>;
  evaluateOnNewDocument(script: string): Promise<unknown>;
  setViewport(size: Size): Promise<void>;
  setBypassCSP(isBypassed: boolean): Promise<void>;
  setOfflineMode(isOffline: boolean): Promise<void>;
  emulateMediaFeatures(features: { name: string; value: string }[]): Promise<void>;
  createCDPSession(): Promise<Session>;
  url(): string;
  close(): Promise<void>;
  keyboard: { press(key: string): Promise<void> };
  on(event: "console", listener: (message: { type(): string; text(): string }) => void): void;
  on(event: "request", listener: (request: { url(): string }) => void): void;
  on(event: "dialog" | "pageerror" | "framenavigated", listener: (what: unknown) => void): void;
}

export interface Size {
  width: number;
  height: number;
  deviceScaleFactor?: number;
}

/** Chrome's own protocol. */
export interface Session {
  send(method: string, parameters?: object): Promise<unknown>;
  once(event: string, listener: () => void): void;
}

export interface Browser {
  newPage(): Promise<Page>;
  close(): Promise<void>;
}
