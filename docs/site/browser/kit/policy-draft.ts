import type { Issue } from "clientele/core";
import { type JsonFault, type JsonPlace, locateJson } from "./json-places.ts";

/** What an editor of a policy holds. */
export interface PolicyDraft<Policy> {
  readonly text: string;
  /** Null when the text is not JSON. */
  readonly value: unknown;
  readonly places: ReadonlyMap<string, JsonPlace>;
  /** Why the text is not JSON; null when it is. */
  readonly fault: JsonFault | null;
  /** The policy; null as long as something is wrong. */
  readonly policy: Policy | null;
  /** What is wrong, and what is worth knowing. */
  readonly issues: readonly Issue[];
}

/** Reads a text and reviews what it says. */
export function reviewText<Policy>(
  text: string,
  review: (value: unknown) => {
    readonly policy: Policy | null;
    readonly issues: readonly Issue[];
    readonly findings: readonly Issue[];
  },
): PolicyDraft<Policy> {
  const located = locateJson(text);
  if (!located.ok) return { text, value: null, places: new Map(), fault: located.fault, policy: null, issues: [] };
  const { policy, issues, findings } = review(located.value);
  return { text, value: located.value, places: located.places, fault: null, policy, issues: [...issues, ...findings] };
}

/** A policy as text: as a person would write it, short conditions in one line. */
export const policyText = (policy: unknown): string => `${written(policy, "")}\n`;

function written(value: unknown, indent: string): string {
  const inner = `${indent}  `;
  const short = JSON.stringify(value, null, 1).replace(/\n\s*/g, " ");
  if (typeof value !== "object" || value === null || short.length + indent.length <= 72) return short;
  const parts = Array.isArray(value)
    ? value.map((item) => written(item, inner))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${written(item, inner)}`);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return `${open}\n${parts.map((part) => inner + part).join(",\n")}\n${indent}${close}`;
}
