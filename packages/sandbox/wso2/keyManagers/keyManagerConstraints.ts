import { badRequest, type ErrorListItem } from "../errors";
import type { KeyManager } from "./keyManagerModel";

/** Refuses what the bean validation of the Key Manager's class refuses, all at once. */
export function checkConstraints(keyManager: KeyManager): void {
  const items = [
    ...required("name", keyManager.name),
    ...size("name", keyManager.name, 1, 100),
    ...size("displayName", keyManager.displayName, 0, 100),
    ...required("type", keyManager.type),
    ...size("type", keyManager.type, 1, 45),
    ...size("description", keyManager.description, 0, 256),
    ...(keyManager.endpoints ?? []).flatMap((endpoint, index) =>
      endpoint === null
        ? []
        : [
            ...required(`endpoints[${index}].name`, endpoint.name),
            ...required(`endpoints[${index}].value`, endpoint.value),
          ],
    ),
  ];
  if (items.length > 0) throw badRequest("Validation Error", items);
}

function required(path: string, value: unknown): ErrorListItem[] {
  return value === null ? [violation(path, "must not be null")] : [];
}

function size(path: string, value: string | null, min: number, max: number): ErrorListItem[] {
  if (value === null || (value.length >= min && value.length <= max)) return [];
  return [violation(path, `size must be between ${min} and ${max}`)];
}

function violation(path: string, reason: string): ErrorListItem {
  return { code: `400_${path}`, message: `${path}: ${reason}`, description: null };
}
