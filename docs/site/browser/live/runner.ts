import { assetUrl } from "../kit/asset.ts";
import { pageLocale } from "../kit/locale.ts";
import type { Came, Failure, Report } from "./messages.ts";

const LIMIT = 5000;

/** What is told while an example runs. */
export interface Listener {
  readonly came: (came: Came) => void;
  readonly said: (text: string) => void;
}

/** How a run ended. */
export type Outcome =
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "stopped"; readonly seconds: number }
  | { readonly kind: "unloaded" };

let worker: Promise<Worker | null> | undefined;
let runs = 0;
let last: Promise<unknown> = Promise.resolve();

/** Loads the library beside the page, if that has not begun. */
export function warm(): void {
  worker ??= start();
}

/** Forgets whatever an example may have left behind in the worker. */
export function renew(): void {
  const old = worker;
  worker = undefined;
  void old?.then((one) => one?.terminate());
}

/** Runs a program in a worker, one after the other; what has not ended after five seconds is ended. */
export function runProgram(code: string, listener: Listener): Promise<Outcome> {
  const outcome = last.then(() => runNow(code, listener));
  last = outcome;
  return outcome;
}

async function runNow(code: string, listener: Listener): Promise<Outcome> {
  warm();
  const current = await worker;
  if (current === undefined || current === null) {
    worker = undefined;
    return { kind: "unloaded" };
  }
  const run = ++runs;
  return new Promise((resolve) => {
    const end = (outcome: Outcome): void => {
      clearTimeout(timer);
      current.removeEventListener("message", hear);
      resolve(outcome);
    };
    const hear = ({ data }: MessageEvent<Report>): void => {
      if (data.kind === "ready" || data.run !== run) return;
      if (data.kind === "came") listener.came(data.came);
      else if (data.kind === "said") listener.said(data.text);
      else end(data.failure === null ? { kind: "done" } : { kind: "failed", failure: data.failure });
    };
    const timer = setTimeout(() => {
      renew();
      warm();
      end({ kind: "stopped", seconds: LIMIT / 1000 });
    }, LIMIT);
    current.addEventListener("message", hear);
    current.postMessage({ run, code, locale: pageLocale() });
  });
}

/** A worker that has loaded; null if it could not. */
function start(): Promise<Worker | null> {
  return new Promise((resolve) => {
    const made = new Worker(assetUrl("live-worker.js", import.meta.url), { type: "module" });
    made.addEventListener("error", () => {
      resolve(null);
    });
    made.addEventListener(
      "message",
      () => {
        resolve(made);
      },
      { once: true },
    );
  });
}
