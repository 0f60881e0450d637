import type * as z from "zod";
import { DomainError } from "./error.ts";
import { fingerprint } from "./fingerprint.ts";
import { INPUT_LIMITS, type InputLimits, plainCopy } from "./json.ts";
import { type Issue, issue, translate } from "./issue.ts";
import { type MessageCatalog, type MessageParams, renderMessage } from "./message.ts";
import { coreMessages, coreTerms } from "./messages.ts";
import { show } from "./refusal.ts";
import { err, ok, type Result } from "./result.ts";
import { type Sound, soundPart } from "./sound.ts";

/** The mark of a checked policy. Spreading one loses the mark, so a changed copy has to go through a door again. */
export declare class Seal {
  private readonly sealed: true;
}

/** Which policy was applied. */
export interface PolicyReference {
  /** Its id. */
  readonly id: string;
  /** Its version. */
  readonly version: number;
}

/** Policy data that has gone through one of its doors: checked, complete, deeply frozen, compiled. */
export type Sealed<Data> = Data & Seal;

/** A policy in storage: written with {@link storePolicy}, read with its module's `restore` door, without any schema. */
export interface StoredPolicy<Data = unknown> {
  /** Kind and version of the format, such as `tier-policy/1`. */
  readonly format: string;
  /** SHA-256 of the canonical JSON of `data`. */
  readonly fingerprint: string;
  /** The policy. */
  readonly data: Data;
}

/** Why a stored policy could not be restored. */
export type RestoreRefusal =
  | {
      /** Why. */
      readonly code: "unsupported-format";
      /** The format that can be restored. */
      readonly expected: string;
      /** The format that came. */
      readonly observed: string;
    }
  | {
      /** Why. */
      readonly code: "corrupt-policy";
      /** The format it says it has. */
      readonly format: string;
    };

/** What `review` says of a draft. */
export interface PolicyReview<Policy> {
  /** The usable policy; null as long as there are issues. */
  readonly policy: Policy | null;
  /** What must be mended. */
  readonly issues: readonly Issue[];
  /** What is worth knowing; empty as long as there are issues. */
  readonly findings: readonly Issue[];
}

/** Reports one issue at a place. */
export type Report = (code: string, keys: readonly (string | number)[], params?: MessageParams) => void;

/** A kind of policy, without its schema: all that a stored one needs. */
export interface PolicyKind<Data extends object, Compiled> {
  /** Kind and version, such as `tier-policy/1`. */
  readonly format: string;
  /** Makes what the verbs work with. Runs once per policy. */
  readonly compile: (data: Data) => Compiled;
}

/** A kind of policy with what its doors check. */
export interface PolicyGuard<Data extends object, Compiled> extends PolicyKind<Data, Compiled> {
  /** The shape of every part. */
  readonly schema: z.ZodType<Data>;
  /** What parts demand of one another. */
  readonly crossCheck: (draft: Sound<Data>, report: Report) => void;
  /** What is worth knowing about a policy that may be used. */
  readonly findings: (data: Data, report: Report) => void;
  /** The sentences of the codes that `crossCheck` and `findings` report. */
  readonly messages: MessageCatalog;
}

/** A stored policy is wrapped, and holds the nulls that its door filled in. */
const STORED_LIMITS: InputLimits = {
  depth: INPUT_LIMITS.depth + 1,
  values: INPUT_LIMITS.values * 8,
  characters: INPUT_LIMITS.characters * 4,
};

/** What the doors know of each policy object that went through one. */
const registry = /* @__PURE__ */ new WeakMap<object, { readonly format: string; readonly compiled: unknown }>();

/**
 * Checks a policy from outside: hostile input first, then the shape of every part, then what parts demand of one another.
 *
 * @param guard - The kind of policy.
 * @param input - Anything.
 * @returns The policy, a frozen copy of the input; or every issue.
 */
export function parsePolicy<Data extends object>(
  guard: PolicyGuard<Data, unknown>,
  input: unknown,
): Result<Sealed<Data>, readonly Issue[]> {
  const copy = plainCopy(input, INPUT_LIMITS);
  if (!copy.ok) return err([issue(copy.error.code, "error", copy.error.keys)]);
  const parsed = guard.schema.safeParse(copy.value, { reportInput: true });
  const issues = parsed.success ? [] : parsed.error.issues.flatMap((found) => translate(found));
  const draft = parsed.success ? parsed.data : soundPart(copy.value, parsed.error.issues);
  guard.crossCheck(draft as Sound<Data>, (code, keys, params) => issues.push(issue(code, "error", keys, params)));
  if (!parsed.success || issues.length > 0) return err(issues);
  return ok(seal(guard, parsed.data));
}

/**
 * Checks a policy written in code, where an issue is a mistake of the programmer.
 *
 * @param guard - The kind of policy.
 * @param literal - The policy.
 * @returns The policy.
 * @throws {@link DomainError} with code `invalid-policy`, naming every issue; the issues are its `cause`.
 */
export function definePolicy<Data extends object>(guard: PolicyGuard<Data, unknown>, literal: unknown): Sealed<Data> {
  const parsed = parsePolicy(guard, literal);
  if (parsed.ok) return parsed.value;
  const catalog: MessageCatalog = { ...coreMessages, ...guard.messages };
  const lines = parsed.error.map(({ code, path, params }) => {
    const message = catalog[code];
    const text = message === undefined ? code : renderMessage(message, params, { locale: "en", terms: coreTerms });
    return `${path === "" ? "(the whole policy)" : path}: ${text}`;
  });
  throw new DomainError("invalid-policy", `${guard.format}: ${lines.join("; ")}`, { cause: parsed.error });
}

/**
 * Looks a draft over, for a form: never throws.
 *
 * @param guard - The kind of policy.
 * @param draft - Anything.
 * @returns The policy or null, with all issues and findings.
 */
export function reviewPolicy<Data extends object>(
  guard: PolicyGuard<Data, unknown>,
  draft: unknown,
): PolicyReview<Sealed<Data>> {
  const parsed = parsePolicy(guard, draft);
  if (!parsed.ok) return { policy: null, issues: parsed.error, findings: [] };
  return { policy: parsed.value, issues: [], findings: findingsOf(guard, parsed.value) };
}

/**
 * Lists what is worth knowing about a policy that may be used.
 *
 * @param guard - The kind of policy.
 * @param policy - A checked policy.
 * @returns Findings, of severity `warning`.
 */
export function findingsOf<Data extends object>(guard: PolicyGuard<Data, unknown>, policy: Data): readonly Issue[] {
  const findings: Issue[] = [];
  guard.findings(policy, (code, keys, params) => findings.push(issue(code, "warning", keys, params)));
  return findings;
}

/**
 * Writes a policy for storage.
 *
 * @param policy - A policy that went through a door.
 * @returns Plain JSON for the module's `restore` door.
 * @throws {@link DomainError} with code `policy-not-checked`.
 */
export function storePolicy<Data extends object>(policy: Sealed<Data>): StoredPolicy<Data> {
  const entry = registry.get(policy);
  if (entry === undefined) throw notChecked(policy);
  return { format: entry.format, fingerprint: fingerprint(policy), data: policy };
}

/**
 * Takes a policy back from storage without its schema. Its fingerprint tells corruption; who may write the storage is the
 * host's affair.
 *
 * @param kind - The kind of policy.
 * @param stored - What {@link storePolicy} wrote, perhaps read back from JSON.
 * @returns The policy; or `unsupported-format`, `corrupt-policy`.
 */
export function restorePolicy<Data extends object>(
  kind: PolicyKind<Data, unknown>,
  stored: unknown,
): Result<Sealed<Data>, RestoreRefusal> {
  const copy = plainCopy(stored, STORED_LIMITS);
  const value = copy.ok ? copy.value : null;
  const {
    format,
    fingerprint: mark,
    data,
  } = (typeof value === "object" && value !== null ? value : {}) as {
    readonly format?: unknown;
    readonly fingerprint?: unknown;
    readonly data?: unknown;
  };
  if (format !== kind.format) {
    return err({ code: "unsupported-format", expected: kind.format, observed: show(format) });
  }
  const corrupt = err({ code: "corrupt-policy", format: kind.format } as const);
  if (typeof data !== "object" || data === null || mark !== fingerprint(data)) return corrupt;
  try {
    return ok(seal(kind, data as Data));
  } catch {
    return corrupt; // a fingerprint can be forged; data that cannot be compiled is still no policy
  }
}

/**
 * Takes the compiled form of a policy.
 *
 * @param kind - The kind of policy expected.
 * @param policy - What the caller handed in.
 * @returns What the kind's `compile` made.
 * @throws {@link DomainError} with code `policy-not-checked` when it went through no door of that kind.
 */
export function compiledPolicy<Data extends object, Compiled>(
  kind: PolicyKind<Data, Compiled>,
  policy: Data,
): Compiled {
  const entry = typeof policy === "object" && (policy as Data | null) !== null ? registry.get(policy) : undefined;
  if (entry === undefined) throw notChecked(policy);
  if (entry.format !== kind.format) {
    throw new DomainError("policy-not-checked", `expected a policy of format ${kind.format}, received ${entry.format}`);
  }
  return entry.compiled as Compiled;
}

/**
 * Makes sure that a policy went through one of its doors, whichever kind it is: for verbs that work on a part that several
 * kinds of policy share.
 *
 * @param policy - What the caller handed in.
 * @throws {@link DomainError} with code `policy-not-checked`.
 */
export function requireChecked(policy: unknown): void {
  if (typeof policy !== "object" || policy === null || !registry.has(policy)) throw notChecked(policy);
}

const notChecked = (policy: unknown): DomainError =>
  new DomainError(
    "policy-not-checked",
    `expected a policy from one of its doors (define, parse, review, restore), received ${show(policy)} that went through none`,
  );

function seal<Data extends object>(kind: PolicyKind<Data, unknown>, data: Data): Sealed<Data> {
  const frozen = deepFreeze(data);
  registry.set(frozen, { format: kind.format, compiled: kind.compile(frozen) });
  return frozen as Sealed<Data>;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) deepFreeze(part);
    Object.freeze(value);
  }
  return value;
}
