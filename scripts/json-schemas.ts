// JSON Schemas (draft 2020-12) of every policy of the library, made of the schemas that its doors check with.
//
//     tsx scripts/json-schemas.ts [FOLDER]     writes FOLDER/NAME.json (dist/schemas), and says how many
//
// What members are for, editors show: the descriptions are the doc comments of the policies' interfaces.
//
// What they cannot say: what parts demand of one another (a metric that is not defined, a rank given twice), whether a day
// or a time zone exists, how deep and how large a document may be.
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as library from "clientele";
import * as z from "zod";
import { describeSchema } from "./doc-comments.ts";

/** A JSON Schema. */
export type JsonSchema = z.core.JSONSchema.JSONSchema;

/** Makes the JSON Schemas of all policies, by name (`tier-policy`): a policy is what carries the host's `meta`. */
export function jsonSchemas(): Readonly<Record<string, JsonSchema>> {
  const policies = Object.entries(library as Readonly<Record<string, unknown>>).flatMap(([name, schema]) =>
    isSchema(schema) && Object.hasOwn(shapeOf(schema), "meta") ? [[name, schema] as const] : [],
  );
  return Object.fromEntries(
    policies.map(([name, schema]) => {
      const made = structuredClone(jsonSchemaOf(nameOf(name), schema)); // parts that are written once become members of their own
      describeSchema(made, name);
      return [nameOf(name), made];
    }),
  );
}

const isSchema = (value: unknown): value is z.ZodType => typeof value === "object" && value !== null && "_zod" in value;

/** The members of an object, also of one that is completed afterwards. */
function shapeOf(schema: z.ZodType): Readonly<Record<string, unknown>> {
  const { def } = schema._zod as unknown as { def: { in?: z.ZodType; shape?: Readonly<Record<string, unknown>> } };
  return def.in === undefined ? (def.shape ?? {}) : shapeOf(def.in);
}

/** `tierPolicySchema` as `tier-policy`. */
const nameOf = (name: string): string =>
  name.replace(/Schema$/, "").replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Parts that every policy has: each is written once and referred to. */
const SHARED = {
  id: library.idSchema,
  instant: library.instantSchema,
  day: library.daySchema,
  duration: library.durationSchema,
  timeDuration: library.timeDurationSchema,
  decimal: library.decimalSchema,
  currency: library.currencySchema,
  timeZone: library.timeZoneSchema,
  labels: library.labelsSchema,
  meta: library.metaSchema,
  metric: library.metricDefinitionSchema,
  metricWindow: library.metricWindowSchema,
  measure: library.measureSchema,
  condition: library.conditionSchema,
};

function jsonSchemaOf(name: string, schema: z.ZodType): JsonSchema {
  const shared = z.registry<{ id?: string }>();
  for (const [id, part] of Object.entries(SHARED)) shared.add(part, { id });
  const unsaid: string[] = [];
  const made = z.toJSONSchema(schema, {
    target: "draft-2020-12",
    io: "input", // what may be left out, may
    metadata: shared,
    unrepresentable: "throw",
    override: ({ zodSchema, jsonSchema, path }) => {
      if ((zodSchema as unknown) === library.conditionSchema) {
        Object.assign(jsonSchema, CONDITION);
        return;
      }
      for (const check of (zodSchema._zod.def as { checks?: readonly z.core.$ZodCheck[] }).checks ?? []) {
        const { check: kind, params } = check._zod.def as {
          check: string;
          params?: { code?: string; format?: string };
        };
        if (kind !== "custom") continue;
        const rule = OWN_CHECKS[params?.format ?? String(path.at(-1))];
        if (rule === undefined) unsaid.push(`${path.join("/")}: ${JSON.stringify(params)}`);
        else Object.assign(jsonSchema, rule);
      }
    },
  });
  if (unsaid.length > 0) throw new Error(`${name}: a check that no JSON Schema says: ${unsaid.join(", ")}`);
  return { ...made, $id: `urn:clientele:schema:${name}`, title: `clientele: ${name.replaceAll("-", " ")}` };
}

// -------------------------------------------------------------------------- what the library checks by functions of its own

/** Every combination of three capitals that is a currency. */
const currencies = (): readonly string[] => {
  const letters = Array.from({ length: 26 }, (_, at) => String.fromCharCode(65 + at));
  const codes = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => a + b + c)));
  return codes.filter((code) => library.minorDigits(code) !== null);
};

const DATE_PARTS = "(?:\\d{1,6}Y)?(?:\\d{1,6}M)?(?:\\d{1,6}W)?(?:\\d{1,6}D)?";
const NO_DATE_PARTS = DATE_PARTS.replaceAll("\\d", "0");
const TIME_PARTS = "(?:T(?=.)(?:\\d{1,9}H)?(?:\\d{1,9}M)?(?:\\d{1,9}(?:\\.\\d{1,3})?S)?)?";
const HOUR = "(?:[01]\\d|2[0-3])";
const TIME_OF_DAY = `${HOUR}:[0-5]\\d(?::[0-5]\\d)?`;
const CALENDAR_DAY = "\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])";

/** By what the check's issue says that it expected, or by the member's name where it says nothing. */
const OWN_CHECKS: Readonly<Record<string, JsonSchema>> = {
  id: {
    description: "A name: 1 to 200 characters, none of them a control character.",
    minLength: 1,
    maxLength: 200,
    pattern: "^[^\\u0000-\\u001f\\u007f-\\u009f]*$",
    not: { const: "__proto__" },
  },
  instant: {
    description: "A moment with its offset, such as 2026-03-01T00:00:00+08:00.",
    pattern: `^${CALENDAR_DAY}[T ]${HOUR}:[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,3})?)?(?:Z|[+-]${HOUR}(?::?[0-5]\\d)?)$`,
  },
  day: { description: "A day, YYYY-MM-DD.", pattern: `^${CALENDAR_DAY}$` },
  duration: { description: "An ISO 8601 duration, such as P12M.", pattern: `^P(?=.)${DATE_PARTS}${TIME_PARTS}$` },
  "time-duration": {
    description: "An ISO 8601 duration of hours, minutes and seconds, such as PT2H.",
    pattern: `^P(?=.)${NO_DATE_PARTS}${TIME_PARTS}$`,
  },
  decimal: {
    description: 'An amount as decimal text, such as "19.90".',
    maxLength: 40,
    pattern: "^(?!-[0.]*$)-?(?:0|[1-9]\\d*)(?:\\.\\d+)?$",
  },
  currency: { description: "An ISO 4217 currency.", enum: [...currencies()] },
  "time-zone": { description: "An IANA time zone, such as Asia/Shanghai.", minLength: 1 },
  labels: { anyOf: ["en", "zh-CN"].map((name) => ({ required: [name], properties: { [name]: { type: "string" } } })) },
  from: { description: "A time of day, HH:MM or HH:MM:SS.", pattern: `^${TIME_OF_DAY}$` },
  to: { description: "A time of day, up to 24:00.", pattern: `^(?:${TIME_OF_DAY}|24:00(?::00)?)$` },
};

const ref = (name: string): JsonSchema => ({ $ref: `#/$defs/${name}` });
const ID = ref("id");
const PLAIN: JsonSchema = { type: ["string", "number", "boolean"] };
const WHOLE: JsonSchema = { type: "integer", minimum: 1, maximum: Number.MAX_SAFE_INTEGER };
const PARTS: JsonSchema = { type: "array", items: ref("condition"), minItems: 1 };
const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: "null" }], default: null });
const only = (
  required: Readonly<Record<string, JsonSchema>>,
  optional: Readonly<Record<string, JsonSchema>> = {},
): JsonSchema => ({
  type: "object",
  properties: { ...required, ...optional },
  required: Object.keys(required),
  additionalProperties: false,
});

const comparison = (ops: readonly string[], value: JsonSchema): JsonSchema =>
  only(
    { metric: ID, op: { type: "string", enum: [...ops] }, value },
    { onMissing: orNull({ type: "string", enum: ["unknown", "met", "unmet"] }) },
  );

/** A condition is read by code of its own, and contains itself: it is written down here. A test holds the two against each other. */
const CONDITION: JsonSchema = {
  description: "What is asked of a customer: one comparison, or all, any, atLeast, not of others.",
  anyOf: [
    comparison([">=", "<=", ">", "<", "=", "!="], PLAIN),
    comparison(["in", "notIn"], { type: "array", items: PLAIN, minItems: 1 }),
    only({ all: PARTS }),
    only({ any: PARTS }),
    only({ atLeast: only({ n: WHOLE, of: PARTS }) }),
    only({ not: ref("condition") }),
    only({
      performed: only(
        { event: ID },
        {
          where: orNull({ type: "object", additionalProperties: PLAIN }),
          times: orNull(WHOLE),
          within: orNull(ref("duration")),
        },
      ),
    }),
    only({
      lastPerformed: only({
        event: ID,
        op: { type: "string", enum: ["within", "before"] },
        duration: ref("duration"),
      }),
    }),
    only({ memberOf: only({ segment: ID }) }),
    only({ bucket: only({ seed: ID, share: { type: "number", minimum: 0, maximum: 1 } }) }),
  ],
};

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2] ?? "dist/schemas";
  const schemas = jsonSchemas();
  mkdirSync(folder, { recursive: true });
  for (const [name, schema] of Object.entries(schemas)) {
    writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(schema, null, 2)}\n`);
  }
  console.log(`${Object.keys(schemas).length} JSON Schemas`);
}
