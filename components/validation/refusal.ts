import { RunError } from "@pulumi/pulumi";

/**
 * Ends the program because of a value that it was about to hand to a resource. Pulumi puts the name of
 * that input before the message of an error; this one keeps its own.
 */
export class Refusal extends RunError {
  constructor(text: string) {
    super(text);
    Object.defineProperty(this, "message", { get: () => text, set: () => undefined });
  }
}
