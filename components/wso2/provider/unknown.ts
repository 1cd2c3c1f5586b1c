import { runtime } from "@pulumi/pulumi";

/**
 * Whether a value is known only after another resource has been created. The engine passes such
 * values to `check` and `diff` during a preview as a text that stands for them.
 */
export function isUnknown(value: unknown): boolean {
  return value === runtime.unknownValue;
}

/** Whether a value is unknown or has an unknown part. */
export function hasUnknown(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return isUnknown(value);
  return Object.values(value).some(hasUnknown);
}

/** What follows from a value: unknown as long as the value is, so that a plan of it holds. */
export function following<Value>(
  value: Value,
  make: (known: Value) => string | undefined,
): string | undefined {
  return hasUnknown(value) ? runtime.unknownValue : make(value);
}
