import { el } from "../kit/element.ts";
import { words } from "../kit/locale.ts";
import { EXAMPLE, linkedExample } from "./link.ts";

/**
 * Gives every example of the page a button that makes an editor of it. Nothing of the editor is loaded before it is pressed,
 * or before an address asks for it.
 */
export function startExamples(): void {
  const t = words({
    run: ["Run / edit", "运行 / 编辑"],
    loads: ["Runs in this page; loads, compressed,", "在本页中运行；需加载（压缩后）"],
    compressed: ["compressed", "（压缩后）"],
    failed: ["could not be loaded", "加载失败"],
  });
  const blocks = [...document.querySelectorAll<HTMLElement>("main pre > code.ts")];
  const openers = blocks.map((code, index) => {
    const block = code.parentElement;
    if (block === null) return null;
    const size = block.dataset["size"];
    const first = index === 0 && document.body.matches(".page-document, .page-home");
    const button = el(
      "button",
      {
        type: "button",
        class: `run-example${first ? " main" : ""}`,
        title: size === undefined ? null : `${t.loads} ${size}`,
      },
      t.run,
    );
    if (first && size !== undefined) button.append(el("small", {}, `${size} ${t.compressed}`));
    const open = async (edited: string | null): Promise<void> => {
      button.disabled = true;
      try {
        const { openExample } = await import("../islands/live-example.ts");
        openExample(block, { index, text: textOf(code), edited });
      } catch (error) {
        button.disabled = false;
        button.textContent = `${t.run}: ${t.failed}`;
        console.error(error);
      }
    };
    button.addEventListener("click", () => void open(null));
    block.prepend(button);
    return open;
  });
  if (new URLSearchParams(location.hash.slice(1)).has(EXAMPLE)) void openLinked(openers);
}

/** Opens the example that the address holds. */
async function openLinked(openers: readonly (((edited: string) => Promise<void>) | null)[]): Promise<void> {
  const { hashState } = await import("../kit/hash-state.ts");
  const linked = linkedExample(hashState(EXAMPLE).read());
  if (linked === null) return;
  await openers[Math.min(linked.example, openers.length - 1)]?.(linked.text);
  document.querySelector(".live")?.scrollIntoView({ block: "start" });
}

/** The text of a block of code, whose lines are parted by elements. */
function textOf(code: Node): string {
  const text = (node: Node): string =>
    node.nodeName === "BR"
      ? "\n"
      : node.childNodes.length === 0
        ? (node.nodeValue ?? "")
        : [...node.childNodes].map(text).join("");
  return text(code).trimEnd();
}
