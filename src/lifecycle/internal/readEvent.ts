import { err, type InvalidFact, invalidFact, ok, parseInstant, type Result } from "../../core/index.ts";
import type { KnownEvent } from "./walk.ts";

/** Reads an event; `path` is the place of the event among the facts. */
export function readEvent(event: unknown, path: string): Result<KnownEvent, InvalidFact> {
  if (typeof event !== "object" || event === null) return err(invalidFact(path, "object", event));
  const { kind, at, id } = event as { readonly kind?: unknown; readonly at?: unknown; readonly id?: unknown };
  if (typeof kind !== "string") return err(invalidFact(`${path}/kind`, "text", kind));
  if (id !== null && id !== undefined && typeof id !== "string") return err(invalidFact(`${path}/id`, "text", id));
  const moment = parseInstant(at);
  return moment.ok ? ok({ kind, at: moment.value, id: id ?? null }) : err(invalidFact(`${path}/at`, "instant", at));
}
