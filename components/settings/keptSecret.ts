import * as pulumi from "@pulumi/pulumi";
import { masked } from "../http/masking";

/**
 * A value in which every text that holds one of `secrets`, and every number that is one of them, is a
 * secret output, wherever it stands.
 * What is not plain data is left as it is.
 */
export function keptSecret(value: unknown, secrets: readonly string[]): unknown {
  // As they are, and as they stand in JSON.
  return keep(
    value,
    secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]),
  );
}

function keep(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === "string") {
    return masked(value, secrets) === value ? value : pulumi.secret(value);
  }
  if (typeof value === "number") {
    return secrets.includes(String(value)) ? pulumi.secret(value) : value;
  }
  if (pulumi.Output.isInstance(value) || value instanceof Promise) {
    return pulumi.output(value).apply((known) => pulumi.output(keep(known, secrets)));
  }
  if (Array.isArray(value)) return value.map((item) => keep(item, secrets));
  if (!isPlainObject(value)) return value;
  const members = Object.entries(value).map(([key, item]) => [key, keep(item, secrets)]);
  return Object.fromEntries(members) as unknown;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Keeps `secrets` secret in every resource of the program that is declared from now on. */
export function keepSecretInResources(secrets: readonly string[]): void {
  if (secrets.length === 0) return;
  pulumi.runtime.registerStackTransformation(({ props, opts }) => ({
    props: keptSecret(props, secrets) as pulumi.Inputs,
    opts,
  }));
}
