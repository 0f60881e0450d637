import { el } from "./element.ts";
import { words } from "./locale.ts";

/** A button that copies a link to what is shown; where the browser does not let it, the address becomes the link. */
export function shareButton(link: () => string, style = "button"): HTMLElement {
  const t = words({
    copy: ["Copy link", "复制链接"],
    copied: ["Link copied", "已复制链接"],
    address: ["The address of this page is the link", "本页地址即为链接"],
  });
  const button = el("button", { type: "button", class: style, "data-part": "share" }, t.copy);
  const said = el("span", { class: "visually-hidden", role: "status" });
  const share = async (): Promise<void> => {
    const address = link();
    try {
      await navigator.clipboard.writeText(address);
      button.textContent = t.copied;
    } catch {
      history.replaceState(history.state, "", address);
      button.textContent = t.address;
    }
    said.textContent = button.textContent;
    setTimeout(() => {
      button.textContent = t.copy;
      said.textContent = "";
    }, 3000);
  };
  button.addEventListener("click", () => {
    void share();
  });
  return el("span", { class: "share" }, button, said);
}
