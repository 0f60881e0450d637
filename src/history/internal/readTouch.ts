import { epochMsOf, err, ok, type Result } from "../../core/index.ts";
import { type Flaw, flawOf } from "./readOrder.ts";

/** An interaction or activity in numbers. */
export interface ReadTouch {
  readonly customerId: string;
  readonly ms: number;
  /** The channel or kind. */
  readonly name: string;
}

/**
 * Reads a row as an interaction or activity.
 *
 * @param row - Anything; the row's own code may throw, which makes it neither.
 * @param key - Where its name stands.
 * @returns What counts of it, or what is wrong with it.
 */
export function readTouch(row: unknown, key: "channel" | "kind"): Result<ReadTouch, Flaw> {
  try {
    if (typeof row !== "object" || row === null) return err(flawOf("", "object", row));
    const { customerId, at, [key]: name } = row as Readonly<Record<string, unknown>>;
    if (typeof customerId !== "string" || customerId === "")
      return err(flawOf("/customerId", "non-empty-text", customerId));
    const ms = epochMsOf(at);
    if (Number.isNaN(ms)) return err(flawOf("/at", "instant", at));
    if (typeof name !== "string" || name === "") return err(flawOf(`/${key}`, "non-empty-text", name));
    return ok({ customerId, ms, name });
  } catch {
    return err(flawOf("", "plain-data", row));
  }
}
