import { badRequest, type ErrorListItem } from "../errors";

/** Collects what bean validation refuses, and refuses it all at once. */
export class ConstraintViolations {
  private readonly items: ErrorListItem[] = [];

  required(path: string, value: unknown): this {
    return value === null ? this.add(path, "must not be null") : this;
  }

  size(path: string, value: string | null, min: number, max?: number): this {
    if (value === null) return this;
    if (value.length >= min && (max === undefined || value.length <= max)) return this;
    return this.add(path, `size must be between ${min} and ${max ?? 2 ** 31 - 1}`);
  }

  throwIfAny(): void {
    if (this.items.length > 0) throw badRequest("Validation Error", this.items);
  }

  private add(path: string, reason: string): this {
    const message = `${path}: ${reason}`;
    this.items.push({ code: `400_${path}`, message, description: null });
    return this;
  }
}
