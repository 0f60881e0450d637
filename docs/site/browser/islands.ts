import { el } from "./kit/element.ts";

/** Fills the element that the Markdown holds. */
export type Island = (host: HTMLElement) => void | Promise<void>;

/** The islands: `<div data-island="NAME">text for readers without scripts</div>` in any page. */
const ISLANDS: Readonly<Record<string, () => Promise<{ readonly default: Island }>>> = {
  "clv-playground": () => import("./islands/clv-playground.ts"),
  "try-tier": () => import("./islands/try-tier.ts"),
  "tier-playground": () => import("./islands/tier-playground.ts"),
  "sla-playground": () => import("./islands/sla-playground.ts"),
  "rfm-playground": () => import("./islands/rfm-playground.ts"),
};

/** Loads each island of the page when it is about to be seen. */
export function startIslands(): void {
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting || !(target instanceof HTMLElement)) continue;
        seen.unobserve(target);
        void start(target);
      }
    },
    { rootMargin: "300px" },
  );
  for (const host of document.querySelectorAll<HTMLElement>("[data-island]")) seen.observe(host);
}

/** `data-state` of the host goes from nothing to `loading` to `ready` or `failed`; tests wait for it. */
async function start(host: HTMLElement): Promise<void> {
  const name = host.dataset["island"] ?? "";
  host.dataset["state"] = "loading";
  try {
    const load = ISLANDS[name];
    if (load === undefined) throw new Error(`no island is called ${name}`);
    const island = await load();
    host.replaceChildren();
    await island.default(host);
    host.dataset["state"] = "ready";
  } catch (error) {
    host.dataset["state"] = "failed";
    host.append(
      el("p", { class: "error-panel", role: "alert" }, `This part of the page did not start: ${String(error)}`),
    );
    console.error(error);
  }
}
