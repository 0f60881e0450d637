import * as all from "clientele";
import * as calendar from "clientele/calendar";
import * as clv from "clientele/clv";
import * as core from "clientele/core";
import * as customer from "clientele/customer";
import * as explaining from "clientele/explain";
import * as history from "clientele/history";
import * as kernel from "clientele/kernel";
import * as lifecycle from "clientele/lifecycle";
import * as rules from "clientele/rules";
import * as segmentation from "clientele/segmentation";
import * as sla from "clientele/sla";
import * as tiers from "clientele/tiers";
import { equals } from "./equals.ts";
import type { Failure, Report, RunOrder } from "./messages.ts";
import { show } from "./show.ts";

/** What an example can import. */
const MODULES: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["clientele", all],
  ["clientele/calendar", calendar],
  ["clientele/clv", clv],
  ["clientele/core", core],
  ["clientele/customer", customer],
  ["clientele/explain", explaining],
  ["clientele/history", history],
  ["clientele/kernel", kernel],
  ["clientele/lifecycle", lifecycle],
  ["clientele/rules", rules],
  ["clientele/segmentation", segmentation],
  ["clientele/sla", sla],
  ["clientele/tiers", tiers],
]);

/** An example may come in a link from anybody: what it needs for its sums stays, what reaches out of the worker goes. */
const OUTWARD = [
  ...["fetch", "XMLHttpRequest", "WebSocket", "WebSocketStream", "WebTransport", "EventSource", "BroadcastChannel"],
  ...["importScripts", "indexedDB", "caches", "Worker", "SharedWorker", "Notification"],
];

const FILE = "example.ts";
const MANY = 500;
const send = (report: Report): void => {
  postMessage(report);
};

for (const name of OUTWARD) Object.defineProperty(globalThis, name, { value: undefined });
addEventListener("message", ({ data }: MessageEvent<RunOrder>) => void run(data));
send({ kind: "ready" });

async function run({ run: number, code, locale }: RunOrder): Promise<void> {
  let sent = 0;
  const within = (): boolean => ++sent <= MANY;
  const say = (...values: readonly unknown[]): void => {
    if (!within()) return;
    const text = values.map((value) => (typeof value === "string" ? value : show(value))).join(" ");
    send({ kind: "said", run: number, text });
  };
  const holds = (index: number, expected: (() => unknown) | null, value: unknown): void => {
    if (!within()) return;
    const right = expected === null ? null : equals(value, expected());
    send({ kind: "came", run: number, came: { index, right, value: show(value) } });
  };
  const said = { log: say, info: say, warn: say, error: say, debug: say, table: say };
  const require = (name: string): unknown => {
    const found = MODULES.get(name);
    if (found !== undefined) return found;
    throw new Error(`"${name}" cannot be imported here: only ${[...MODULES.keys()].join(", ")}`);
  };
  let failure: Failure | null = null;
  try {
    // one line before the first, so that lines are those of the example
    const body = `(async (require, exports, $holds, console) => {${code}\n})\n//# sourceURL=${FILE}`;
    const example = (0, eval)(body) as (...given: readonly unknown[]) => Promise<void>;
    await example(require, {}, holds, said);
  } catch (error) {
    failure = failureOf(error, locale);
  }
  send({ kind: "done", run: number, failure });
}

function failureOf(error: unknown, locale: RunOrder["locale"]): Failure {
  if (!(error instanceof Error)) return { title: show(error), line: null, details: [] };
  const line = new RegExp(`${FILE}:(\\d+)`).exec(error.stack ?? "")?.[1];
  const details = refusalsOf(error, locale);
  const said = details.length > 0 && error instanceof core.DomainError ? error.code : error.message;
  return { title: `${error.name}: ${said}`, line: line === undefined ? null : Number(line), details };
}

/** What the library refused, in the reader's words, each with the place of the fault. */
function refusalsOf({ cause }: Error, locale: RunOrder["locale"]): readonly string[] {
  const causes: readonly unknown[] = Array.isArray(cause) ? cause : [cause];
  return causes.filter(isCoded).map((one) => {
    const sentence = explaining.explain([one], { locale }).join("; ");
    return typeof one.path === "string" && one.path !== "" ? `${one.path}: ${sentence}` : sentence;
  });
}

function isCoded(value: unknown): value is { readonly code: string; readonly path?: unknown } {
  return typeof value === "object" && value !== null && "code" in value && typeof value.code === "string";
}
