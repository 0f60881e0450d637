import {
  type Labels,
  currencySchema,
  decimalSchema,
  idSchema,
  type JsonObject,
  labelsSchema,
  metaSchema,
  type PolicyGuard,
  type PolicyKind,
} from "clientele/core";
import * as z from "zod";

/** A little policy with one part of every shape: how long to keep whom on which shelf. */
export interface Toy {
  readonly id: string;
  readonly version: number;
  readonly currency: string;
  readonly mode: "strict" | "lenient";
  readonly shelves: readonly ToyShelf[];
  readonly by: ToyBy;
  readonly window:
    | { readonly kind: "rolling"; readonly days: number }
    | { readonly kind: "calendar"; readonly unit: string };
  readonly due:
    | { readonly kind: "after"; readonly hours: number }
    | { readonly kind: "on"; readonly weekday: number }
    | string;
  readonly weights: Readonly<Record<string, number>>;
  readonly code: string;
  readonly meta: JsonObject | null;
}
export interface ToyShelf {
  readonly name: string;
  readonly spend: string;
  readonly label: Labels | null;
}
export type ToyBy = { readonly days: number } | { readonly orders: number; readonly metric: string };

/** What the verbs of the toy would work with. */
export interface CompiledToy {
  readonly byName: ReadonlyMap<string, ToyShelf>;
}

export const toyKind: PolicyKind<Toy, CompiledToy> = {
  format: "toy-policy/1",
  compile: ({ shelves }) => ({ byName: new Map(shelves.map((shelf) => [shelf.name, shelf])) }),
};

export const toyGuard: PolicyGuard<Toy, CompiledToy> = {
  ...toyKind,
  schema: z.strictObject({
    id: idSchema,
    version: z.int().min(1),
    currency: currencySchema,
    mode: z.enum(["strict", "lenient"]),
    shelves: z
      .array(z.strictObject({ name: idSchema, spend: decimalSchema, label: labelsSchema }))
      .min(1)
      .max(4),
    by: z.union([
      z.strictObject({ days: z.number().positive().max(400) }),
      z.strictObject({ orders: z.int().min(0), metric: z.literal("orders") }),
    ]),
    window: z
      .discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("rolling"), days: z.int() }),
        z.strictObject({ kind: z.literal("calendar"), unit: z.string() }),
      ])
      .default({ kind: "rolling", days: 30 }),
    due: z
      .union([
        z.strictObject({ kind: z.literal("after"), hours: z.int() }),
        z.strictObject({ kind: z.literal("on"), weekday: z.int() }),
        z.string(),
      ])
      .default("never"),
    weights: z.record(idSchema, z.number()).default({}),
    code: z
      .string()
      .regex(/^[A-Z]+$/)
      .max(4)
      .default("A"),
    meta: metaSchema,
  }),
  crossCheck: ({ shelves, mode, window }, report) => {
    if (window?.kind === undefined && window !== undefined) report("window-unchecked", ["window"]);
    const first = new Map<string, number>();
    (shelves ?? []).forEach((shelf, index) => {
      const name = shelf?.name;
      if (name === undefined) return;
      const before = first.get(name);
      if (before === undefined) first.set(name, index);
      else report("duplicate-id", ["shelves", index, "name"], { id: name, first: `/shelves/${before}/name` });
    });
    if (mode === "strict" && shelves?.some((shelf) => shelf?.spend?.startsWith("-"))) {
      report("spend-below-zero", ["shelves"]);
    }
  },
  findings: ({ shelves }, report) => {
    if (shelves.length === 1) report("one-shelf", ["shelves"], { count: 1 });
  },
  messages: {
    "spend-below-zero": { en: "no shelf may ask less than nothing", "zh-CN": "门槛不得为负" },
    "one-shelf": { en: "there is only {count} shelf", "zh-CN": "仅有 {count} 个" },
  },
};

/** A lawful toy. */
export const toy = {
  id: "toy-2026",
  version: 1,
  currency: "CNY",
  mode: "strict",
  shelves: [
    { name: "low", spend: "0" },
    { name: "constructor", spend: "100.00", label: { "zh-CN": "高" } },
  ],
  by: { days: 30 },
} as const;
