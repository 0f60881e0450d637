import { explain } from "clientele/explain";
import { assessView } from "../clv/assessView.ts";
import { clvWords } from "../clv/clvWords.ts";
import { customerView } from "../clv/customerView.ts";
import { examplePurchases } from "../clv/example.ts";
import { fitView } from "../clv/fitView.ts";
import { type PaidPurchase, readPurchases } from "../clv/readPurchases.ts";
import { spendView } from "../clv/spendView.ts";
import { FITS, type ModelName, study, type StudyRefusal } from "../clv/study.ts";
import { trackView } from "../clv/trackView.ts";
import { trustNote } from "../clv/trust.ts";
import { el, field, fill, select } from "../kit/element.ts";
import { errorPanel } from "../kit/errors.ts";
import { fileButton } from "../kit/files.ts";
import { hashState } from "../kit/hash-state.ts";
import { pageLocale, signs } from "../kit/locale.ts";
import { shareButton } from "../kit/share-button.ts";

const NAMES: readonly (readonly [ModelName, string])[] = [
  ["bg-nbd", "BG/NBD"],
  ["mbg-nbd", "MBG/NBD"],
  ["pareto-nbd", "Pareto/NBD"],
];
const MOST_FAULTS = 8;

const START = { name: "pareto-nbd", weeks: 13 } as const;

/** What a link says, as far as it makes sense; it comes from anybody. */
function settingsIn(given: unknown): { name: ModelName; weeks: number } {
  const said = (typeof given === "object" && given !== null ? given : {}) as Readonly<Record<string, unknown>>;
  const { weeks } = said;
  const sound = typeof weeks === "number" && Number.isInteger(weeks) && weeks >= 0 && weeks <= 104;
  return {
    name: NAMES.find(([known]) => known === said["name"])?.[0] ?? START.name,
    weeks: sound ? weeks : START.weeks,
  };
}

/** Fits a model of orders on the example or on a file, and shows what it is worth. */
export default function clvPlayground(host: HTMLElement): void {
  const t = clvWords();
  const shared = hashState("clv");
  let purchases: readonly PaidPurchase[] = examplePurchases();
  let currency: string | null = "CNY"; // the example's; a file names none
  let { name, weeks: heldOut } = settingsIn(shared.read());
  const said = el("p", { class: "quiet", "aria-live": "polite" }, t.dataExample);
  const panel = errorPanel();
  const answer = el("div", {});
  const models = select(NAMES, name, (value) => {
    if (Object.hasOwn(FITS, value)) name = value as ModelName;
    show();
  });
  const holdOut = el("input", { type: "number", min: 0, max: 104, step: 1, value: heldOut, on: { change: show } });
  const example = el("button", { type: "button", class: "button", on: { click: again } }, t.example);
  host.append(
    el("div", { class: "controls" }, field(t.model, models), field(t.holdOut, holdOut, t.holdOutHint)),
    el(
      "div",
      { class: "buttons" },
      fileButton(t.file, ".csv,.txt,.tsv,text/csv", take),
      example,
      shareButton(() => shared.link({ name, weeks: heldOut })),
    ),
    el("p", { class: "quiet" }, t.fileHint),
    said,
    panel.element,
    answer,
  );
  show();
  window.addEventListener("hashchange", () => {
    const given = shared.read();
    if (given === undefined) return;
    ({ name, weeks: heldOut } = settingsIn(given));
    models.value = name;
    holdOut.value = String(heldOut);
    show();
  });

  function again(): void {
    purchases = examplePurchases();
    currency = "CNY";
    said.textContent = t.dataExample;
    show();
  }

  function take(text: string, file: string): void {
    const read = readPurchases(text);
    if (read.faults.length > 0) {
      const lines = read.faults
        .slice(0, MOST_FAULTS)
        .map(
          ({ line, code, observed }) =>
            `${t.line} ${line}${t.lineAfter}${signs().colon}${t[code]} ${JSON.stringify(observed)}`,
        );
      const more = read.faults.length - lines.length;
      panel.show(t.notRead, more > 0 ? [...lines, `${more} ${t.more}`] : lines);
      return;
    }
    purchases = read.purchases;
    currency = null;
    said.textContent = `${file}${signs().colon}${purchases.length} ${read.paid ? t.withAmounts : t.withoutAmounts}`;
    show();
  }

  function show(): void {
    const weeks = holdOut.valueAsNumber;
    if (!(Number.isInteger(weeks) && weeks >= 0 && weeks <= 104)) {
      panel.show(t.holdOut, [`${t.wrongNumber} ${JSON.stringify(holdOut.value)}`]);
      return;
    }
    heldOut = weeks;
    if (name === START.name && weeks === START.weeks) shared.clear();
    else shared.write({ name, weeks });
    const result = study(purchases, name, weeks, currency);
    if (!result.ok) {
      panel.show(t.notFitted, wordsOf(result.error));
      fill(answer);
      return;
    }
    panel.clear();
    const { value } = result;
    fill(
      answer,
      trustNote(value),
      customerView(value),
      assessView(value),
      trackView(value),
      fitView(value),
      spendView(value),
    );
  }

  function wordsOf(refusal: StudyRefusal): readonly string[] {
    return refusal.code === "no-purchases" || refusal.code === "nothing-before-hold-out"
      ? [t[refusal.code]]
      : explain(refusal, { locale: pageLocale() });
  }
}
