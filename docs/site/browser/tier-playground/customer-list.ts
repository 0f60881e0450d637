import { explain } from "clientele/explain";
import type { TierPolicy } from "clientele/tiers";
import { cardTable } from "../kit/card-table.ts";
import { el, field, select } from "../kit/element.ts";
import { pageLocale, signs, words } from "../kit/locale.ts";
import { actionWords } from "./action-words.ts";
import { type Direction, directionOf, type Judged, type Judgement } from "./judge.ts";
import { count, nameOf, paged, shownValue, tierName } from "./parts.ts";

const METRICS = 1;

/** Everybody, with what was decided; narrowed to some moves, to a name. */
export function customerList(choose: (customerId: string) => void): {
  readonly element: HTMLElement;
  show: (judgement: Judgement, draft: TierPolicy) => void;
} {
  const t = words({
    show: ["Show", "显示"],
    find: ["Find by name or number", "按名称或编号查找"],
    all: ["Everybody", "全部客户"],
    up: ["Who rises", "升级"],
    down: ["Who falls", "降级"],
    same: ["Who stays", "等级不变"],
    new: ["Who is graded for the first time", "首次评级"],
    refused: ["Who cannot be judged", "无法评定"],
    tier: ["Tier", "等级"],
    customer: ["Customer", "客户"],
    move: ["Decision", "决定"],
    reasons: ["Reasons for", "查看理由："],
    caption: ["Customers and decisions", "客户与决定"],
  });
  const actions = actionWords();
  let wanted = "all";
  let looked = "";
  let shown: readonly Judged[] = [];
  let now: { readonly judgement: Judgement; readonly draft: TierPolicy } | null = null;

  const pages = paged(12, (from, to) => {
    if (now === null) return el("div", {});
    const { draft } = now;
    const metrics = draft.metrics.slice(0, METRICS);
    return cardTable(
      [t.customer, t.move, ...metrics.map(({ id, labels }) => nameOf(labels, id))],
      shown.slice(from, to).map(({ row, decision, refusal }) => [
        el(
          "button",
          {
            type: "button",
            class: "tp-link",
            "data-customer": row.customerId,
            "aria-label": `${t.reasons} ${row.person.name ?? row.customerId}`,
            on: {
              click: () => {
                choose(row.customerId);
              },
            },
          },
          row.person.name ?? row.customerId,
        ),
        decision === null
          ? refusal === null
            ? ""
            : explain(refusal, { locale: pageLocale() }).join(signs().semicolon)
          : el(
              "span",
              {},
              moveText(draft, decision.from, decision.to),
              el("small", { class: "tp-quiet tp-below" }, actions[decision.action]),
            ),
        ...metrics.map(({ id }) => el("span", { class: "tp-number" }, shownValue(row.metrics[id]))),
      ]),
      t.caption,
    );
  });

  const choice = select([["all", t.all]], wanted, (value) => {
    wanted = value;
    narrow(false);
  });
  const search = el("input", {
    type: "search",
    on: {
      input: () => {
        looked = search.value.trim().toLowerCase();
        narrow(false);
      },
    },
  });

  function narrow(stay: boolean): void {
    if (now === null) return;
    const { judgement, draft } = now;
    const heights = heightsOf(draft);
    const [kind = "", value] = wanted.split(":", 2);
    shown = judgement.judged.filter((one) => {
      const { customerId, person } = one.row;
      if (looked !== "" && !`${customerId} ${person.name ?? ""}`.toLowerCase().includes(looked)) return false;
      if (kind === "all") return true;
      if (kind === "tier") return one.decision?.to === value;
      if (kind === "action") return one.decision?.action === value;
      return directionOf(one, heights) === kind;
    });
    pages.show(shown.length, stay);
  }

  function offer({ judgement, draft }: NonNullable<typeof now>): void {
    const directions = (["up", "down", "same", "new", "refused"] as const satisfies readonly Direction[]).map(
      (direction) => [direction as string, t[direction], judgement.directions.get(direction) ?? 0] as const,
    );
    const held = [...judgement.actions]
      .filter(([action]) => !["upgrade", "downgrade", "retain", "enrol"].includes(action))
      .map(([action, number]) => [`action:${action}`, actions[action], number] as const);
    const tiers = [...judgement.tiers]
      .reverse()
      .map(
        ({ tier, decided }) => [`tier:${tier}`, `${t.tier}${signs().colon}${tierName(draft, tier)}`, decided] as const,
      );
    const options = [["all", t.all, judgement.judged.length] as const, ...directions, ...held, ...tiers].filter(
      ([value, , number]) => number > 0 || value === wanted,
    );
    if (!options.some(([value]) => value === wanted)) wanted = "all";
    choice.replaceChildren(
      ...options.map(([value, label, number]) =>
        el("option", { value, selected: value === wanted }, `${label} (${count(number)})`),
      ),
    );
  }

  return {
    element: el(
      "div",
      {},
      el("div", { class: "controls" }, field(t.show, choice), field(t.find, search)),
      pages.element,
    ),
    show: (judgement, draft) => {
      const stay = now !== null && now.judgement.judged.length === judgement.judged.length;
      now = { judgement, draft };
      offer(now);
      narrow(stay);
    },
  };
}

const moveText = (policy: TierPolicy, from: string | null, to: string): string =>
  from === null || from === to ? tierName(policy, to) : `${tierName(policy, from)} → ${tierName(policy, to)}`;

export const heightsOf = (policy: TierPolicy): ReadonlyMap<string, number> =>
  new Map([...policy.tiers].sort((a, b) => a.rank - b.rank).map(({ id }, height) => [id, height]));
