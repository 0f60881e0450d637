import type * as z from "zod";
import type { MessageParams } from "./message.ts";
import { pointer, show } from "./refusal.ts";

/** One thing wrong with a policy (an issue), or worth knowing about it (a finding), and where. */
export interface Issue<Code extends string = string> {
  /** Stable name; `explain` turns it into a sentence. */
  readonly code: Code;
  /** An `error` keeps the policy from being used; the others do not. */
  readonly severity: "error" | "warning" | "info";
  /** JSON Pointer (RFC 6901) into the policy; `""` is the whole. */
  readonly path: string;
  /** The same place as keys, for form libraries. */
  readonly keys: readonly (string | number)[];
  /** What the sentence needs to know. */
  readonly params: MessageParams;
}

/**
 * Makes an issue.
 *
 * @param code - Stable name.
 * @param severity - Whether it keeps the policy from being used.
 * @param keys - Where, outermost key first.
 * @param params - What the sentence needs to know.
 * @returns The issue, with its place as a JSON Pointer too.
 */
export const issue = (
  code: string,
  severity: Issue["severity"],
  keys: readonly (string | number)[],
  params: MessageParams = {},
): Issue => ({ code, severity, path: pointer(keys), keys, params });

/**
 * Turns an issue of a schema into ours: codes and parameters instead of prose.
 *
 * @param found - What zod says.
 * @param prefix - Where the schema stands, for the forms of a union.
 * @returns One issue or several.
 */
export function translate(found: z.core.$ZodIssue, prefix: readonly PropertyKey[] = []): Issue[] {
  const keys = [...prefix, ...found.path].map((key) => (typeof key === "number" ? key : String(key)));
  const observed = show(found.input);
  const one = (code: string, params: MessageParams): Issue[] => [issue(code, "error", keys, params)];
  switch (found.code) {
    case "invalid_type":
      return found.input === undefined && keys.length > 0
        ? one("missing-key", { key: keys.at(-1) ?? "" })
        : one("wrong-type", { expected: found.expected, observed });
    case "unrecognized_keys":
      return found.keys.map((key) => issue("unknown-key", "error", [...keys, key], { key }));
    case "invalid_value":
      return found.input === undefined
        ? one("missing-key", { key: keys.at(-1) ?? "" })
        : one("not-one-of", { allowed: found.values.map(String), observed });
    case "too_small":
      return one(counts(found.origin) ? "too-few" : "below-minimum", {
        minimum: Number(found.minimum),
        inclusive: found.inclusive ?? true,
        observed,
      });
    case "too_big":
      return one(counts(found.origin) ? "too-many" : "above-maximum", {
        maximum: Number(found.maximum),
        inclusive: found.inclusive ?? true,
        observed,
      });
    case "invalid_union": {
      const key = { key: keys.at(-1) ?? "" };
      if ("options" in found) {
        const { [found.discriminator ?? ""]: word } = (found.input ?? {}) as Readonly<Record<string, unknown>>;
        return word === undefined
          ? one("missing-key", key)
          : one("not-one-of", { allowed: found.options.map(String), observed: show(word) });
      }
      const meant = meantForm(found.errors, found.input);
      if (meant !== null) return meant.flatMap((inner) => translate(inner, keys));
      return one(found.input === undefined ? "missing-key" : "no-form-fits", { ...key, observed });
    }
    case "invalid_key":
      return found.issues.flatMap((inner) => translate(inner, keys));
    case "custom": {
      const { code = "malformed", ...params } = (found.params ?? {}) as { readonly code?: string } & MessageParams;
      if (code === "wrong-type" && found.input === undefined && keys.length > 0) {
        return one("missing-key", { key: keys.at(-1) ?? "" });
      }
      return one(code, { ...params, observed });
    }
    case "invalid_format":
      return one("malformed", { format: found.format, observed });
    default:
      return one("malformed", { format: found.code, observed });
  }
}

/** Of the forms that a value might have had, the one it was meant to have, where that can be known. */
function meantForm(
  forms: readonly (readonly z.core.$ZodIssue[])[],
  input: unknown,
): readonly z.core.$ZodIssue[] | null {
  // not one of another type altogether, nor one whose own words (`kind: "rolling"`) are others
  const near = forms.filter((issues) =>
    issues.every(
      ({ path, code, input }) =>
        code === "unrecognized_keys" ||
        (path.length > 0 && !(code === "invalid_value" && path.length === 1 && input !== undefined)),
    ),
  );
  // of several: the only one that has these keys, all of them and no others
  const complete = near.filter((issues) =>
    issues.every(({ path, code, input }) => code !== "unrecognized_keys" && (path.length > 1 || input !== undefined)),
  );
  const [only, another] = near.length > 1 ? complete : near;
  if (only === undefined || another !== undefined) return null;
  const strange = only.flatMap((found) =>
    found.code === "unrecognized_keys" && found.path.length === 0 ? found.keys : [],
  );
  return strange.length === 0 || strange.length < Object.keys(input ?? {}).length ? only : null;
}

const counts = (origin: string): boolean =>
  origin === "string" || origin === "array" || origin === "set" || origin === "map";
