import { epochMsOf, err, invalidFact, ok, type Result } from "../../core/index.ts";
import type { LifecycleRecord, ReceiveRefusal } from "../recordModel.ts";
import type { Prepared } from "./course.ts";
import { readWithdrawal } from "./readEntry.ts";
import type { WalkContext } from "./walk.ts";

/** A record, as far as it has to be read. */
export interface Kept {
  /** The record. */
  readonly record: LifecycleRecord;
  /** What its log says beside the entries. */
  readonly context: WalkContext;
  /** Up to when time was followed, in epoch milliseconds. */
  readonly followed: number;
}

/** Reads a record, but for its entries and states. */
export function readRecord(record: unknown, { compiled }: Prepared): Result<Kept, ReceiveRefusal> {
  if (typeof record !== "object" || record === null) return err(invalidFact("/record", "object", record));
  const given = record as Partial<Record<keyof LifecycleRecord, unknown>>;
  const { policy, log, checkpoints, asOf } = given;
  const { id, version } = objectOr(policy);
  if (id !== compiled.policy.id || version !== compiled.policy.version) {
    if (typeof id !== "string") return err(invalidFact("/record/policy/id", "text", id));
    if (typeof version !== "number") return err(invalidFact("/record/policy/version", "positive-integer", version));
    return err({
      code: "record-of-another-policy",
      expected: compiled.policy.id,
      expectedVersion: compiled.policy.version,
      observed: id,
      observedVersion: version,
    });
  }
  const { startedAt, events, withdrawals } = objectOr(log);
  const started = epochMsOf(startedAt);
  if (Number.isNaN(started)) return err(invalidFact("/record/log/startedAt", "instant", startedAt));
  if (!Array.isArray(events)) return err(invalidFact("/record/log/events", "array", events));
  if (!Array.isArray(withdrawals)) return err(invalidFact("/record/log/withdrawals", "array", withdrawals));
  if (!Array.isArray(checkpoints)) return err(invalidFact("/record/checkpoints", "array", checkpoints));
  const followed = epochMsOf(asOf);
  if (Number.isNaN(followed)) return err(invalidFact("/record/asOf", "instant", asOf));
  const told = new Map<string, number>();
  for (const [index, withdrawal] of withdrawals.entries()) {
    const read = readWithdrawal(withdrawal, `/record/log/withdrawals/${index}`);
    if (!read.ok) return read;
    told.set(read.value.withdraws, epochMsOf(read.value.at));
  }
  const context: WalkContext = { compiled, startedAt: started, withdrawals: told };
  return ok({ record: record as LifecycleRecord, context, followed });
}

const objectOr = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
