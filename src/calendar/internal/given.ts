import { DomainError, show } from "../../core/index.ts";

/** Takes what a caller hands in as one object; from plain JavaScript it may be nothing at all. Throws `invalid-option`. */
export function given<T extends object>(what: string, options: T): T {
  if (typeof options === "object" && (options as T | null) !== null) return options;
  throw new DomainError("invalid-option", `${what}: expected an object, received ${show(options)}`);
}
